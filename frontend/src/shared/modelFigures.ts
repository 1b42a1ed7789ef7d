import type { Metric } from "@/shared/api/types";
import { MISSING, percent } from "@/shared/format";

/** What the screens show of a model, in this order. */
export const METRICS = [
  "auc",
  "average_precision",
  "precision_at_capacity",
  "lift_at_capacity",
  "brier",
  "log_loss",
  "ece",
] as const;
export type MetricName = (typeof METRICS)[number];

const DECIMALS: Readonly<Record<MetricName, number>> = {
  auc: 3,
  average_precision: 3,
  precision_at_capacity: 3,
  lift_at_capacity: 1,
  brier: 4,
  log_loss: 4,
  ece: 4,
};

export function metricOf(metrics: readonly Metric[], name: MetricName): Metric | undefined {
  return metrics.find((metric) => metric.name === name);
}

/** A figure alone: 0.891. */
export function figure(metric: Metric | undefined, name: MetricName): string {
  return metric?.value == null ? MISSING : metric.value.toFixed(DECIMALS[name]);
}

/** A figure with its 95 % interval: 0.891 (0.870–0.910). */
export function withInterval(metric: Metric | null | undefined, digits = 3): string {
  if (metric?.value == null) return MISSING;
  if (metric.low == null || metric.high == null) return metric.value.toFixed(digits);
  return `${metric.value.toFixed(digits)} (${metric.low.toFixed(digits)}–${metric.high.toFixed(digits)})`;
}

export function figureWithInterval(metrics: readonly Metric[], name: MetricName): string {
  return withInterval(metricOf(metrics, name), DECIMALS[name]);
}

/** A share with its 95 % interval in per cent: 31.2% (24.0%–38.9%). */
export function shareWithInterval(metric: Metric | null | undefined): string {
  if (metric?.value == null) return MISSING;
  return `${percent(metric.value)} (${percent(metric.low)}–${percent(metric.high)})`;
}

/** From where on a population stability index is worth a look, and from where on it alarms. */
export const PSI = { notice: 0.1, alarm: 0.25 } as const;
