import { Alert, Col, Collapse, Row } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ModelFigures } from "@/features/enterprise/likelihood/ModelFigures";
import { ReasonsInWords } from "@/features/enterprise/likelihood/ReasonsInWords";
import { ReasonsTable } from "@/features/enterprise/likelihood/ReasonsTable";
import { Trend } from "@/features/enterprise/likelihood/Trend";
import { waterfallOption, waterfallSteps } from "@/features/enterprise/likelihood/waterfallOption";
import type { Likelihood } from "@/shared/api/types";
import { signed } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { Chart } from "@/shared/ui/Chart";

/** Why a probability is what it is: in words, over time, and to the last digit for those who want to add it up. */
export function QuestionDetail({ uscc, likelihood }: { uscc: string; likelihood: Likelihood }) {
  const { t } = useTranslation("likelihood");
  const folded = [
    { key: "sum", label: t("detail.sum"), children: <Sum likelihood={likelihood} /> },
    ...(likelihood.model
      ? [{ key: "model", label: t("detail.model"), children: <ModelFigures model={likelihood.model} /> }]
      : []),
  ];
  return (
    <div className="stack">
      {likelihood.reasons_stale ? (
        <Alert type="warning" showIcon title={t("stale")} />
      ) : (
        <ReasonsInWords likelihood={likelihood} />
      )}
      <Trend uscc={uscc} target={likelihood.target.code} until={likelihood.as_of} />
      <Collapse size="small" items={likelihood.reasons_stale ? folded.slice(1) : folded} />
    </div>
  );
}

function Sum({ likelihood }: { likelihood: Likelihood }) {
  const { t } = useTranslation("likelihood");
  const words = useWords();
  const steps = useMemo(
    () =>
      waterfallSteps(likelihood, {
        base: t("base"),
        rest: (count) => t("rest", { count }),
        total: t("total"),
        of: words,
      }),
    [likelihood, t, words],
  );
  const option = useMemo(() => waterfallOption(steps), [steps]);
  const said = { base: signed(likelihood.base_log_odds ?? 0), total: signed(likelihood.log_odds ?? 0) };
  return (
    <>
      <p className="muted">
        {t("sum", said)} {likelihood.reasons_by && t(`by.${likelihood.reasons_by}`)}
      </p>
      <Row gutter={[24, 12]}>
        <Col xs={24} xl={12}>
          <Chart option={option} height={40 + 24 * steps.length} label={t("chart")} />
        </Col>
        <Col xs={24} xl={12}>
          <ReasonsTable likelihood={likelihood} />
        </Col>
      </Row>
    </>
  );
}
