import { Descriptions } from "antd";
import { useTranslation } from "react-i18next";
import type { Likelihood } from "@/shared/api/types";
import { day, MISSING } from "@/shared/format";
import { useWords } from "@/shared/i18n";

const KNOWN = ["auc", "average_precision", "precision_at_capacity", "brier", "log_loss", "ece"] as const;
type Known = (typeof KNOWN)[number];
type Metric = Likelihood["model"]["metrics"][number];

/** The model's honesty: its version and how well it did on a year that it had never seen. */
export function ModelFigures({ model }: { model: Likelihood["model"] }) {
  const { t } = useTranslation("enterprise");
  const words = useWords();
  const items = [
    { key: "version", label: t("model.version"), children: <span className="code">{model.version}</span> },
    { key: "algorithm", label: t("model.algorithm"), children: words(model.algorithm) },
    { key: "trained", label: t("model.trainedOn"), children: day(model.trained_on) },
    ...model.metrics
      .filter(isKnown)
      .map((metric) => ({ key: metric.name, label: t(`metric.${metric.name}`), children: withInterval(metric) })),
  ];
  return <Descriptions size="small" bordered title={t("model.title")} column={{ xs: 1, sm: 2, lg: 3 }} items={items} />;
}

function isKnown(metric: Metric): metric is Metric & { name: Known } {
  return KNOWN.some((name) => name === metric.name);
}

function withInterval({ value, low, high }: Metric): string {
  return Number.isFinite(value) ? `${value.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})` : MISSING;
}
