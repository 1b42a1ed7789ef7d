import type { Watch } from "@/features/models/types";
import { PSI } from "@/shared/modelFigures";
import { LINE, LOWERS, MUTED, PRIMARY } from "@/shared/palette";
import type { ChartOption } from "@/shared/ui/Chart";

/** The drift of the probabilities over the days watched, with the lines from which on it is worth a look. */
export function driftOption(watches: readonly Watch[]): ChartOption {
  const days = [...watches].reverse();
  const furthest = Math.max(1.2 * PSI.alarm, ...days.map(({ score_psi }) => 1.1 * (score_psi ?? 0)));
  const line = (at: number, color: string) => ({ yAxis: at, lineStyle: { color, type: "dashed" } });
  return {
    grid: { left: 8, right: 24, top: 12, bottom: 8, containLabel: true },
    xAxis: { type: "category", data: days.map(({ as_of }) => as_of), axisLabel: { color: MUTED } },
    yAxis: {
      type: "value",
      min: 0,
      max: furthest,
      axisLabel: { color: MUTED, formatter: (psi: number) => psi.toFixed(2), showMaxLabel: false },
      splitLine: { lineStyle: { color: LINE } },
    },
    tooltip: { renderMode: "richText", trigger: "axis" },
    series: [
      {
        type: "bar",
        barMaxWidth: 18,
        itemStyle: { color: PRIMARY },
        data: days.map(({ score_psi }) => score_psi),
        markLine: { symbol: "none", data: [line(PSI.notice, MUTED), line(PSI.alarm, LOWERS)] },
      },
    ],
  };
}
