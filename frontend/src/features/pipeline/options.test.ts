import { describe, expect, it } from "vitest";
import { expiringOption, tiersOption, verdictsOption } from "@/features/pipeline/options";
import { shade } from "@/features/pipeline/shade";
import { somePipeline } from "@/shared/testing/fixtures";

interface Series {
  data: unknown[];
  label: { formatter: (given: { dataIndex: number }) => string };
}

describe("tiersOption", () => {
  it("keeps an empty tier on the logarithmic axis and labels it with its true number", () => {
    const [series] = tiersOption(somePipeline.tiers, String)["series"] as [Series];
    expect(series.data).toHaveLength(5);
    expect(series.data[4]).toMatchObject({ value: 0.5 });
    expect(series.label.formatter({ dataIndex: 4 })).toBe("0");
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
