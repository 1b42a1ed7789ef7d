import { Descriptions } from "antd";
import { useTranslation } from "react-i18next";
import type { Likelihood } from "@/shared/api/types";
import { day } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { figureWithInterval, metricOf, METRICS } from "@/shared/modelFigures";

/** The model's honesty: its version and how well it did on a year that it had never seen. */
export function ModelFigures({ model }: { model: NonNullable<Likelihood["model"]> }) {
  const { t } = useTranslation("enterprise");
  const { t: models } = useTranslation("models");
  const words = useWords();
  const items = [
    { key: "version", label: t("model.version"), children: <span className="code">{model.version}</span> },
    { key: "algorithm", label: t("model.algorithm"), children: words(model.algorithm) },
    { key: "trained", label: t("model.trainedOn"), children: day(model.trained_on) },
    ...METRICS.filter((name) => metricOf(model.metrics, name)).map((name) => ({
      key: name,
      label: models(`metric.${name}`),
      children: figureWithInterval(model.metrics, name),
    })),
  ];
  return <Descriptions size="small" bordered title={t("model.title")} column={{ xs: 1, sm: 2, lg: 3 }} items={items} />;
}
