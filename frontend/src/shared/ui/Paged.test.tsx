import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { Paged } from "@/shared/ui/Paged";

describe("Paged", () => {
  it("shows a new page from its top", async () => {
    const scroll = vi.fn();
    Element.prototype.scrollIntoView = scroll;
    const onChange = vi.fn();
    const list = { data: { total: 2, next: "abc", previous: null }, error: null, refetch: vi.fn() };
    render(
      <Paged list={list} state={{ cursor: "", page: "", page_size: "" }} onChange={onChange}>
        rows
      </Paged>,
    );
    expect(scroll).not.toHaveBeenCalled();
    await userEvent.setup().click(screen.getByRole("button", { name: "下一页" }));
    expect(onChange).toHaveBeenCalledWith({ cursor: "abc", page: "2" });
    expect(scroll).toHaveBeenCalledOnce();
  });
});
