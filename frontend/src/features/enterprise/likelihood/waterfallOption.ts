import type { CustomSeriesRenderItem } from "echarts";
import type { Likelihood } from "@/shared/api/types";
import { signed } from "@/shared/format";
import { INK, LINE, LOWERS, MUTED, RAISES } from "@/shared/palette";
import type { ChartOption } from "@/shared/ui/Chart";

export interface WaterfallStep {
  label: string;
  from: number;
  to: number;
  kind: "total" | "raises" | "lowers";
}

export interface WaterfallWords {
  base: string;
  rest: (count: number) => string;
  total: string;
  of: (reason: { zh: string; en: string }) => string;
}

const SHOWN = 12;

/** From the average firm's log-odds over each reason, strongest first, to this firm's: every bar starts where the last ended. */
export function waterfallSteps(likelihood: Likelihood, words: WaterfallWords): WaterfallStep[] {
  const base = likelihood.base_log_odds ?? 0;
  const strongest = [...likelihood.reasons].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const shown = strongest.slice(0, SHOWN).map((reason) => ({ label: words.of(reason), by: reason.contribution }));
  const rest = strongest.slice(SHOWN);
  if (rest.length > 0)
    shown.push({ label: words.rest(rest.length), by: rest.reduce((sum, one) => sum + one.contribution, 0) });
  const steps: WaterfallStep[] = [{ label: words.base, from: base, to: base, kind: "total" }];
  let at = base;
  for (const { label, by } of shown) {
    steps.push({ label, from: at, to: at + by, kind: by >= 0 ? "raises" : "lowers" });
    at += by;
  }
  return [...steps, { label: words.total, from: at, to: at, kind: "total" }];
}

const COLOURS = { total: INK, raises: RAISES, lowers: LOWERS };

const MARK_PX = 5;

/** A bar from where the step starts to where it ends; a total is a mark, so that the scale is left to the reasons. */
const drawBar: CustomSeriesRenderItem = (_, api) => {
  const [x0 = 0, y = 0] = api.coord([api.value(0), api.value(2)]);
  const [x1 = 0] = api.coord([api.value(1), api.value(2)]);
  const [, row = 20] = api.size?.([0, 1]) as number[];
  const height = Math.min(16, row * 0.6);
  return {
    type: "rect",
    shape:
      x0 === x1
        ? { x: x0 - MARK_PX / 2, y: y - height / 2, width: MARK_PX, height, r: 1 }
        : { x: Math.min(x0, x1), y: y - height / 2, width: Math.abs(x1 - x0), height, r: 1 },
    style: { fill: api.visual("color") },
  };
};

export function waterfallOption(steps: readonly WaterfallStep[]): ChartOption {
  return {
    grid: { left: 8, right: 48, top: 8, bottom: 28, containLabel: true },
    xAxis: { type: "value", scale: true, axisLabel: { color: MUTED }, splitLine: { lineStyle: { color: LINE } } },
    yAxis: {
      type: "category",
      inverse: true,
      data: steps.map(({ label }) => label),
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { width: 220, overflow: "truncate" },
    },
    tooltip: {
      renderMode: "richText",
      formatter: ({ dataIndex }: { dataIndex: number }) => tooltipOf(steps[dataIndex]),
    },
    series: [
      {
        type: "custom",
        renderItem: drawBar,
        encode: { x: [0, 1], y: 2 },
        data: steps.map(({ from, to, kind }, index) => ({
          value: [from, to, index],
          itemStyle: { color: COLOURS[kind] },
        })),
      },
    ],
  };
}

function tooltipOf(step: WaterfallStep | undefined): string {
  if (!step) return "";
  return step.kind === "total"
    ? `${step.label}: ${signed(step.to)}`
    : `${step.label}: ${signed(step.to - step.from)} → ${signed(step.to)}`;
}
