import type { LikelihoodHistory } from "@/shared/api/types";
import { percent } from "@/shared/format";
import { LINE, LOWERS, MUTED, PRIMARY } from "@/shared/palette";
import type { ChartOption } from "@/shared/ui/Chart";

export interface TrendWords {
  recorded: string;
  recomputed: string;
  override: string;
  /** What was said last stands until this day. */
  until: string | null;
}

type Point = LikelihoodHistory["recorded"][number];
type Place = [day: string, value: number | null];

const places = (points: readonly Point[], of: (point: Point) => number | null): Place[] =>
  points.map((point) => [point.as_of, of(point)]);

/** The record holds changes only, so its last line goes on until the newest run. */
function standing(recorded: readonly Point[], until: string | null): readonly Point[] {
  const last = recorded.at(-1);
  return last && until && last.as_of < until ? [...recorded, { ...last, as_of: until }] : recorded;
}

/** How the likelihood moved: as it was said, as the model in use says of what was known then, and as people judged. */
export function trendOption({ recorded, recomputed, overrides }: LikelihoodHistory, words: TrendWords): ChartOption {
  const said = standing(recorded, words.until);
  const line = { type: "line", symbolSize: 6, connectNulls: false } as const;
  return {
    grid: { left: 8, right: 24, top: 32, bottom: 8, containLabel: true },
    legend: { top: 0, left: "center" },
    xAxis: { type: "time", axisLabel: { color: MUTED, hideOverlap: true, formatter: "{yyyy}-{MM}-{dd}" } },
    yAxis: {
      type: "value",
      min: 0,
      minInterval: 0.01,
      axisLabel: { color: MUTED, formatter: (value: number) => percent(value, 0) },
      splitLine: { lineStyle: { color: LINE } },
    },
    tooltip: {
      renderMode: "richText",
      trigger: "axis",
      valueFormatter: (value: unknown) => (typeof value === "number" ? percent(value) : "—"),
    },
    series: [
      {
        ...line,
        name: words.recomputed,
        lineStyle: { type: "dashed", color: MUTED },
        itemStyle: { color: MUTED },
        data: places(recomputed, ({ probability }) => probability),
      },
      {
        ...line,
        name: words.recorded,
        step: "end",
        lineStyle: { color: PRIMARY, width: 2 },
        itemStyle: { color: PRIMARY },
        data: places(said, ({ probability }) => probability),
      },
      ...bounds(said),
      {
        ...line,
        name: words.override,
        symbol: "diamond",
        symbolSize: 11,
        lineStyle: { width: 0 },
        itemStyle: { color: LOWERS },
        data: overrides.map(({ made_at, probability }) => [made_at.slice(0, 10), probability]),
      },
    ],
  };
}

/** The ends of the interval as thin lines; they have no place in the legend. */
function bounds(recorded: readonly Point[]) {
  return (["low", "high"] as const).map((end) => ({
    type: "line",
    step: "end",
    symbol: "none",
    silent: true,
    tooltip: { show: false },
    lineStyle: { color: PRIMARY, width: 1, opacity: 0.35 },
    data: places(recorded, (point) => point[end]),
  }));
}
