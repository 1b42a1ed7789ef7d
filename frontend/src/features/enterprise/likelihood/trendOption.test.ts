import { describe, expect, it } from "vitest";
import { trendOption } from "@/features/enterprise/likelihood/trendOption";
import type { LikelihoodHistory } from "@/shared/api/types";
import { someOverride } from "@/shared/testing/fixtures";

const words = { recorded: "当时", recomputed: "回算", override: "人工", until: null };
const history: LikelihoodHistory = {
  recorded: [
    { as_of: "2026-09-30", probability: 0.3, low: 0.2, high: 0.4, abstained: null, model: "a" },
    { as_of: "2026-10-15", probability: null, low: null, high: null, abstained: "facts_missing", model: "a" },
  ],
  recomputed: [{ as_of: "2026-06-30", probability: 0.25, low: 0.2, high: 0.3, abstained: null, model: "a" }],
  overrides: [someOverride],
};

interface Series {
  name?: string;
  data: unknown[];
  lineStyle: { type?: string };
}

describe("trendOption", () => {
  const series = trendOption(history, words)["series"] as Series[];
  const of = (name: string) => series.find((one) => one.name === name);

  it("draws solid what was said, with a gap where the model kept silent", () => {
    expect(of("当时")?.data).toEqual([
      ["2026-09-30", 0.3],
      ["2026-10-15", null],
    ]);
    expect(of("当时")?.lineStyle.type).toBeUndefined();
  });

  it("lets what was said last stand until the newest run", () => {
    const [first] = history.recorded;
    const calm = { ...history, recorded: first ? [first] : [] };
    const drawn = trendOption(calm, { ...words, until: "2026-11-23" })["series"] as Series[];
    expect(drawn.find(({ name }) => name === "当时")?.data).toEqual([
      ["2026-09-30", 0.3],
      ["2026-11-23", 0.3],
    ]);
  });

  it("draws dashed what nobody said then", () => {
    expect(of("回算")).toMatchObject({ lineStyle: { type: "dashed" }, data: [["2026-06-30", 0.25]] });
  });

  it("marks on its day what a person thought", () => {
    expect(of("人工")?.data).toEqual([["2026-11-20", 0.8]]);
  });

  it("adds the ends of the interval without a name in the legend", () => {
    const unnamed = series.filter(({ name }) => name === undefined);
    expect(unnamed.map(({ data }) => data[0])).toEqual([
      ["2026-09-30", 0.2],
      ["2026-09-30", 0.4],
    ]);
  });
});
