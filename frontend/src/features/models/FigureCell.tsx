import type { Metric } from "@/features/models/types";
import { type MetricName, figureWithInterval } from "@/shared/modelFigures";

/** A figure with its interval below it: in a table of many figures, they would not fit side by side. */
export function FigureCell({ metrics, name }: { metrics: readonly Metric[]; name: MetricName }) {
  const [figure, interval] = figureWithInterval(metrics, name).split(" ");
  return (
    <>
      {figure}
      {interval && <div className="muted">{interval}</div>}
    </>
  );
}
