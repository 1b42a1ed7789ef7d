import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { SavedViews, viewOf } from "@/features/enterprises/SavedViews";
import { renderAt } from "@/shared/testing/render";

describe("viewOf", () => {
  it("keeps filters and order, never the page", () => {
    expect(viewOf("重点", new URLSearchParams("tier=2&ordering=-revenue&cursor=abc&page=4"))).toEqual({
      name: "重点",
      query: "tier=2&ordering=-revenue",
    });
  });
});

describe("SavedViews", () => {
  it("keeps a view under its name in this browser and opens it again", async () => {
    const onOpen = vi.fn();
    const user = userEvent.setup();
    renderAt("/", [{ path: "/", element: <SavedViews params={new URLSearchParams("tier=2")} onOpen={onOpen} /> }]);
    await user.click(screen.getByRole("button", { name: /我的视图/ }));
    await user.type(screen.getByLabelText("把当前筛选保存为…"), "高企名单{Enter}");
    expect(localStorage.getItem("tidu.enterprises.views")).toContain("高企名单");
    await user.click(screen.getByRole("button", { name: "高企名单" }));
    expect(onOpen).toHaveBeenCalledWith("tier=2");
  });
});
