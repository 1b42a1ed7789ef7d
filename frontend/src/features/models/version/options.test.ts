import { describe, expect, it } from "vitest";
import { countiesOption, curveOption, reliabilityOption } from "@/features/models/version/options";
import { someCard, someCounty, someCurve } from "@/shared/testing/models";

interface Series {
  type: string;
  name?: string;
  data: unknown[];
}
const seriesOf = (option: Record<string, unknown>) => option["series"] as Series[];
const words = { precision: "命中率", rate: "全部", name: ({ zh }: { zh: string }) => zh };

describe("the calibration plot", () => {
  const option = reliabilityOption(someCard.curve, { foretold: "预测", happened: "实际" });

  it("draws the bins beside the diagonal on which both agree, on axes of one length", () => {
    const [diagonal, bins] = seriesOf(option);
    expect(bins?.data).toEqual([
      [0.02, 0.01],
      [0.4, 0.43],
    ]);
    const { max } = option["xAxis"] as { max: number };
    expect(max).toBeGreaterThan(0.43);
    expect(option["yAxis"]).toMatchObject({ min: 0, max });
    expect(diagonal?.data).toEqual([
      [0, 0],
      [max, max],
    ]);
  });

  it("says of each bin what was foretold, what happened, and of how many firms", () => {
    const { formatter } = option["tooltip"] as { formatter: (at: { dataIndex: number }) => string };
    expect(formatter({ dataIndex: 1 })).toBe("预测 40.0%\n实际 43.0%\nn = 120");
  });

  it("keeps its axes where nothing was foretold above nought", () => {
    const none = reliabilityOption([{ predicted: 0, observed: 0, firms: 9 }], { foretold: "", happened: "" });
    expect((none["xAxis"] as { max: number }).max).toBeGreaterThan(0);
  });
});

describe("the counties", () => {
  it("show the precision beside the county's own rate, and leave out those that are not told", () => {
    const option = countiesOption(someCard.counties, words);
    expect((option["yAxis"] as { data: string[] }).data).toEqual(["卧龙区"]);
    expect(seriesOf(option).map(({ name, data }) => [name, data])).toEqual([
      ["命中率", [someCounty.precision?.value]],
      ["全部", [someCounty.happened]],
    ]);
  });
});

describe("a curve", () => {
  it("climbs in steps over the feature's values, in words", () => {
    const points = [0, 2, 4, 6, 8].map((at) => ({ at, log_odds: at / 10 }));
    const option = curveOption({ ...someCurve, points }, (value) => `${value}%`);
    expect((option["xAxis"] as { data: string[] }).data).toEqual(["0%", "2%", "4%", "6%", "8%"]);
    expect(seriesOf(option)).toMatchObject([{ type: "line", step: "end", data: [0, 0.2, 0.4, 0.6, 0.8] }]);
  });

  it("is no line where there are but a few values", () => {
    expect(seriesOf(curveOption(someCurve, String))).toMatchObject([{ type: "bar", data: [-0.8, 0.4] }]);
  });

  it("has a bar for each code, under its name", () => {
    const coded = { ...someCurve, unit: "code", categories: ["C", "I"], points: [{ at: 1, log_odds: 0.3 }] };
    const option = curveOption(coded, String);
    expect((option["xAxis"] as { data: string[] }).data).toEqual(["I"]);
    expect(seriesOf(option)).toMatchObject([{ type: "bar", data: [0.3] }]);
  });
});
