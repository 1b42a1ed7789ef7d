import { describe, expect, it } from "vitest";
import { waterfallOption, waterfallSteps, type WaterfallWords } from "@/features/enterprise/likelihood/waterfallOption";
import type { Likelihood } from "@/shared/api/types";
import { someLikelihood } from "@/shared/testing/fixtures";

const words: WaterfallWords = { base: "平均", rest: (count) => `其余 ${count} 项`, total: "这家", of: ({ zh }) => zh };

function withReasons(...contributions: number[]): Likelihood {
  const reasons = contributions.map((contribution, at) => ({
    feature: `f${at}`,
    zh: `理由${at}`,
    en: `f${at}`,
    unit: "number",
    value: 1,
    contribution,
    changeable: false,
    peer_value: null,
    sentence: null,
  }));
  return { ...someLikelihood, base_log_odds: -1, reasons };
}

describe("waterfallSteps", () => {
  it("begins at the average firm and ends at this firm's log-odds", () => {
    const steps = waterfallSteps(someLikelihood, words);
    expect(steps[0]).toEqual({ label: "平均", from: -1.5, to: -1.5, kind: "total" });
    expect(steps.at(-1)?.to).toBeCloseTo(someLikelihood.log_odds ?? Number.NaN, 9);
  });

  it("lets every bar start where the one before ended", () => {
    const [, ...steps] = waterfallSteps(withReasons(0.4, -2, 1.1), words).slice(0, -1);
    steps.reduce((at, step) => (expect(step.from).toBeCloseTo(at, 9), step.to), -1);
  });

  it("puts the strongest reason first, whichever way it points", () => {
    expect(waterfallSteps(withReasons(0.4, -2, 1.1), words).map(({ label }) => label)).toEqual([
      "平均",
      "理由1",
      "理由2",
      "理由0",
      "这家",
    ]);
  });

  it("sums up what does not fit, so that nothing is lost", () => {
    const steps = waterfallSteps(withReasons(...Array<number>(15).fill(0.1)), words);
    expect(steps.at(-2)?.label).toBe("其余 3 项");
    expect(steps.at(-1)?.to).toBeCloseTo(0.5, 9);
  });
});

describe("waterfallOption", () => {
  it("draws one bar a step, from its start to its end", () => {
    const steps = waterfallSteps(withReasons(0.4), words);
    const [series] = waterfallOption(steps)["series"] as [{ data: { value: number[] }[] }];
    expect(series.data.map(({ value }) => value.slice(0, 2))).toEqual(steps.map(({ from, to }) => [from, to]));
  });
});
