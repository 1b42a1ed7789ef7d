import { BarChart, CustomChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, init, use as register } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { moves } from "@/shared/motion";
import styles from "@/shared/ui/Chart.module.css";

register([
  BarChart,
  CustomChart,
  LineChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  MarkLineComponent,
  AriaComponent,
  SVGRenderer,
]);

export type ChartOption = EChartsCoreOption;

export interface ChartProps {
  option: ChartOption;
  height: number;
  /** What the picture says, for those who do not see it. */
  label: string;
  onPick?: (dataIndex: number, seriesIndex: number) => void;
}

/** Draw into `element` and follow its size; gives back the way to end it. */
function mount(element: HTMLDivElement, option: ChartOption, onPick: ChartProps["onPick"]): () => void {
  const chart = init(element, null, { renderer: "svg" });
  chart.setOption({ animation: moves(), animationDuration: 250, ...option });
  if (onPick) {
    chart.on("click", (event) => onPick(event.dataIndex, event.seriesIndex ?? 0));
  }
  const observer = new ResizeObserver(() => chart.resize());
  observer.observe(element);
  return () => {
    observer.disconnect();
    chart.dispose();
  };
}

/** An ECharts picture: `option` comes from a pure function of the data, which is tested without a browser. */
export function Chart({ option, height, label, onPick }: ChartProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => (element.current ? mount(element.current, option, onPick) : undefined), [option, onPick]);
  return <div ref={element} role="img" aria-label={label} className={styles["chart"]} style={{ height }} />;
}
