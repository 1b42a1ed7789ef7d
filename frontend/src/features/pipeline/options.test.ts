import { describe, expect, it } from "vitest";
import { expiringOption, tiersOption, verdictsOption } from "@/features/pipeline/options";
import { shade } from "@/features/pipeline/shade";
import { somePipeline } from "@/shared/testing/fixtures";

interface Series {
  data: unknown[];
  label: { show: boolean };
}

describe("tiersOption", () => {
  it("draws each tier as long as its number, an empty one not at all, with the figure beside it", () => {
    const option = tiersOption(somePipeline.tiers, String);
    const [series] = option["series"] as [Series];
    expect(option["xAxis"]).toMatchObject({ type: "value", axisLabel: { hideOverlap: true } });
    expect(series.data).toHaveLength(5);
    expect(series.data[4]).toMatchObject({ value: 0 });
    expect(series.label).toMatchObject({ show: true });
  });
});

describe("verdictsOption", () => {
  it("draws nothing for a count that is hidden from the reader", () => {
    const option = verdictsOption([{ name: "高企", counts: somePipeline.verdicts["hnte"] }], String);
    expect((option["series"] as Series[]).map(({ data }) => data)).toEqual([[20], [900], [null]]);
  });
});

describe("expiringOption", () => {
  it("has one bar a month, a gap where the number is hidden", () => {
    const [series] = expiringOption(somePipeline.expiring)["series"] as [Series];
    expect(series.data).toEqual([3, null]);
  });
});

describe("shade", () => {
  it("is deepest for the largest and none for nothing", () => {
    expect(shade(2, 0, 10)).toBeUndefined();
    expect(shade(2, 10, 10)).toBe("#2a6db047");
    expect(shade(2, 1, 10)).not.toBe(shade(2, 10, 10));
  });
});
