import type { Pipeline } from "@/shared/api/types";
import { LINE, MUTED, PRIMARY, tierColour, VERDICT_COLOURS } from "@/shared/palette";
import type { ChartOption } from "@/shared/ui/Chart";

const VERDICTS = ["met", "undetermined", "unmet"] as const;
const VALUE_AXIS = {
  type: "value",
  minInterval: 1,
  splitNumber: 4,
  axisLabel: { color: MUTED, hideOverlap: true },
  splitLine: { lineStyle: { color: LINE } },
} as const;
const PLAIN_AXIS = { axisTick: { show: false }, axisLine: { lineStyle: { color: LINE } } } as const;
const GRID = { left: 4, right: 40, top: 28, bottom: 4, containLabel: true } as const;
const TOOLTIP = { renderMode: "richText", trigger: "axis", axisPointer: { type: "shadow" } } as const;

/** The ladder of tiers: one bar each, highest tier on top; the figure beside it tells what a short bar cannot show. */
export function tiersOption(tiers: Pipeline["tiers"], name: (tier: number) => string): ChartOption {
  return {
    grid: { ...GRID, top: 4 },
    tooltip: TOOLTIP,
    xAxis: VALUE_AXIS,
    yAxis: { type: "category", data: tiers.map(({ tier }) => name(tier)), ...PLAIN_AXIS },
    series: [
      {
        type: "bar",
        cursor: "pointer",
        barMaxWidth: 26,
        label: { show: true, position: "right" },
        data: tiers.map(({ tier, count }) => ({ value: count, itemStyle: { color: tierColour(tier) } })),
      },
    ],
  };
}

export interface VerdictRow {
  name: string;
  counts: Pipeline["verdicts"][string] | undefined;
}

/** Each rulebook's verdicts as one stacked bar. A hidden count (too small for the reader) draws nothing. */
export function verdictsOption(
  rows: readonly VerdictRow[],
  name: (verdict: (typeof VERDICTS)[number]) => string,
): ChartOption {
  return {
    grid: GRID,
    tooltip: TOOLTIP,
    legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 8 },
    xAxis: VALUE_AXIS,
    yAxis: { type: "category", inverse: true, data: rows.map((row) => row.name), ...PLAIN_AXIS },
    series: VERDICTS.map((verdict) => ({
      type: "bar",
      stack: "verdict",
      name: name(verdict),
      barMaxWidth: 32,
      itemStyle: { color: VERDICT_COLOURS[verdict] },
      label: {
        show: true,
        color: "#fff",
        formatter: ({ value, dataIndex }: { value: number | null; dataIndex: number }) => roomy(value, rows[dataIndex]),
      },
      data: rows.map((row) => row.counts?.[verdict] ?? null),
    })),
  };
}

/** The figure where its piece of the bar is long enough to hold it. */
function roomy(value: number | null, row: VerdictRow | undefined): string {
  const total = VERDICTS.reduce((sum, verdict) => sum + (row?.counts?.[verdict] ?? 0), 0);
  return value && value >= 0.08 * total ? String(value) : "";
}

/** 高企 certificates by the month in which they end. */
export function expiringOption(months: Pipeline["expiring"]): ChartOption {
  return {
    grid: { ...GRID, top: 16, right: 8 },
    tooltip: TOOLTIP,
    xAxis: {
      type: "category",
      data: months.map(({ month }) => month),
      ...PLAIN_AXIS,
      axisLabel: { color: MUTED, hideOverlap: true, formatter: (month: string) => month.slice(2) },
    },
    yAxis: VALUE_AXIS,
    series: [
      {
        type: "bar",
        barMaxWidth: 22,
        itemStyle: { color: PRIMARY },
        label: { show: true, position: "top" },
        data: months.map(({ count }) => count),
      },
    ],
  };
}
