import { render, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { FilterSelect } from "@/shared/ui/FilterSelect";

const options = ["存续", "停业", "迁出"].map((label, index) => ({ value: String(index), label }));

describe("FilterSelect", () => {
  it("names the first two of what is chosen and counts the others", () => {
    render(<FilterSelect multiple label="状态" value="0,1,2" options={options} onChange={vi.fn()} />);
    expect(screen.getByText("存续")).toBeInTheDocument();
    expect(screen.getByText("停业")).toBeInTheDocument();
    expect(screen.getByText("+1")).toBeInTheDocument();
  });
});
