import { describe, expect, it } from "vitest";
import { someImpact } from "@/features/rulebooks/fixtures";
import { ALL, countOf, countText, matrixOf } from "@/features/rulebooks/impact/moves";

describe("countText", () => {
  it("never tells a number that is kept from the reader", () => {
    expect(countText(countOf([{ firms: 12 }, { firms: 3 }]))).toBe("15");
    expect(countText(countOf([{ firms: null }]))).toBe("<5");
    expect(countText(countOf([{ firms: 12 }, { firms: null }, { firms: null }]))).toBe("≥14");
  });
});

describe("matrixOf", () => {
  const { tiers, counties } = matrixOf(someImpact);

  it("counts only verdicts that change, the whole first, then the counties with most", () => {
    expect(tiers).toEqual([1, 2]);
    expect(counties.map(({ region_name }) => region_name)).toEqual([null, "卧龙区", "西峡县"]);
    expect(counties[0]?.cells.get(ALL)).toEqual({
      met: { known: 0, hidden: 1 },
      undetermined: { known: 0, hidden: 0 },
      unmet: { known: 18, hidden: 0 },
    });
    expect(counties[1]?.cells.get(2)?.unmet).toEqual({ known: 12, hidden: 0 });
    expect(counties[2]?.cells.get(2)?.unmet).toEqual({ known: 0, hidden: 0 });
  });

  it("is empty where nothing changes", () => {
    expect(matrixOf({ counts: someImpact.counts.slice(3), summary: [] }).counties).toEqual([]);
  });
});
