import { Col, Descriptions, Row } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ModelCard } from "@/features/models/types";
import { reliabilityOption } from "@/features/models/version/options";
import { number, percent } from "@/shared/format";
import { figureWithInterval, METRICS } from "@/shared/modelFigures";
import { Chart } from "@/shared/ui/Chart";

/** The calibration plot, and beside it every figure of the year that the model had never seen. */
export function ReliabilityPart({ card }: { card: ModelCard }) {
  const { t } = useTranslation("models");
  const option = useMemo(
    () => reliabilityOption(card.curve, { foretold: t("plot.foretold"), happened: t("plot.happened") }),
    [card.curve, t],
  );
  const items = [
    {
      key: "judged",
      label: t("judged"),
      children: t("judgedFirms", { rows: number(card.judged_rows), positives: number(card.judged_positives) }),
    },
    { key: "coverage", label: t("coverage"), children: percent(card.coverage) },
    { key: "capacity", label: t("capacity"), children: number(card.capacity) },
    ...METRICS.map((name) => ({
      key: name,
      label: t(`metric.${name}`),
      children: figureWithInterval(card.metrics, name),
    })),
  ];
  return (
    <Row gutter={[24, 12]}>
      <Col xs={24} lg={12}>
        {card.curve.length > 0 ? (
          <Chart option={option} height={340} label={t("plot.reliability")} />
        ) : (
          <p className="muted">{t("plot.hidden")}</p>
        )}
      </Col>
      <Col xs={24} lg={12}>
        <Descriptions size="small" bordered column={1} items={items} />
      </Col>
    </Row>
  );
}
