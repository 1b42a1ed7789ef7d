import type { CountyResult, CurvePoint, FeatureCurve } from "@/features/models/types";
import { percent, signed } from "@/shared/format";
import { LINE, MUTED, PRIMARY, RAISES } from "@/shared/palette";
import type { ChartOption } from "@/shared/ui/Chart";

const GRID = { left: 8, right: 32, top: 28, bottom: 24, containLabel: true } as const;
const share = (value: number) => percent(value, 0);

interface PlotWords {
  foretold: string;
  happened: string;
}

/** Foretold against happened, ten bins of equal size; on the diagonal both agree. */
export function reliabilityOption(curve: readonly CurvePoint[], words: PlotWords): ChartOption {
  const furthest = Math.max(0.01, ...curve.flatMap(({ predicted, observed }) => [predicted, observed])) * 1.05;
  const axis = (name: string, nameGap: number) => ({
    type: "value",
    name,
    nameLocation: "middle",
    nameGap,
    min: 0,
    max: furthest,
    axisLabel: { color: MUTED, formatter: share, showMaxLabel: false },
    splitLine: { lineStyle: { color: LINE } },
  });
  return {
    grid: { ...GRID, bottom: 28, left: 28 },
    xAxis: axis(words.foretold, 28),
    yAxis: axis(words.happened, 44),
    tooltip: { renderMode: "richText", trigger: "item", formatter: pointText(curve, words) },
    series: [
      {
        type: "line",
        silent: true,
        symbol: "none",
        lineStyle: { color: MUTED, type: "dashed", width: 1 },
        data: [
          [0, 0],
          [furthest, furthest],
        ],
      },
      {
        type: "line",
        symbolSize: 9,
        itemStyle: { color: PRIMARY },
        lineStyle: { color: PRIMARY },
        data: curve.map(({ predicted, observed }) => [predicted, observed]),
      },
    ],
  };
}

function pointText(curve: readonly CurvePoint[], words: PlotWords) {
  return ({ dataIndex }: { dataIndex: number }) => {
    const point = curve[dataIndex];
    if (!point) return "";
    const { predicted, observed, firms } = point;
    return `${words.foretold} ${percent(predicted)}\n${words.happened} ${percent(observed)}\nn = ${firms}`;
  };
}

/** Whether enough firms stand behind a county's figures for them to be told. */
export function isTold({ precision }: CountyResult): boolean {
  return precision?.value != null;
}

/** Of the likeliest firms that a county's staff can see, the share that reached the target, beside the county's rate. */
export function countiesOption(
  counties: readonly CountyResult[],
  words: { precision: string; rate: string; name: (county: CountyResult) => string },
): ChartOption {
  const shown = counties.filter(isTold);
  const shareOf = ({ value }: { value: number }) => share(value);
  const label = { show: true, position: "right", color: MUTED, formatter: shareOf };
  return {
    grid: GRID,
    legend: { top: 0, left: "center" },
    xAxis: { type: "value", axisLabel: { color: MUTED, formatter: share }, splitLine: { lineStyle: { color: LINE } } },
    yAxis: {
      type: "category",
      inverse: true,
      data: shown.map(words.name),
      axisTick: { show: false },
      axisLine: { show: false },
    },
    series: [
      {
        type: "bar",
        name: words.precision,
        itemStyle: { color: PRIMARY },
        label,
        data: shown.map(({ precision }) => precision?.value),
      },
      { type: "bar", name: words.rate, itemStyle: { color: LINE }, label, data: shown.map(({ happened }) => happened) },
    ],
  };
}

/** So few values are no curve. */
const FEW = 4;

/** What each value of one feature adds to the log-odds, whatever the others are. */
export function curveOption(curve: FeatureCurve, text: (value: number) => string): ChartOption {
  const coded = curve.categories.length > 0;
  const { points } = curve;
  return {
    grid: GRID,
    xAxis: {
      type: "category",
      data: points.map(({ at }) => (coded ? (curve.categories[at] ?? "") : text(at))),
      axisLabel: { color: MUTED, hideOverlap: true },
    },
    yAxis: {
      type: "value",
      scale: true,
      splitNumber: 3,
      axisLabel: { color: MUTED, formatter: (value: number) => signed(value) },
      splitLine: { lineStyle: { color: LINE } },
    },
    tooltip: { renderMode: "richText", trigger: "axis" },
    series: [
      coded || points.length <= FEW
        ? { type: "bar", barMaxWidth: 32, itemStyle: { color: RAISES }, data: points.map(({ log_odds }) => log_odds) }
        : {
            type: "line",
            step: "end",
            symbol: "none",
            lineStyle: { color: RAISES },
            data: points.map(({ log_odds }) => log_odds),
          },
    ],
  };
}
