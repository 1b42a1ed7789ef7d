import { useQuery } from "@tanstack/react-query";
import { Alert, Card, Col, Row, Skeleton, Statistic, Typography } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ModelFigures } from "@/features/enterprise/ModelFigures";
import { likelihoodsOf } from "@/features/enterprise/queries";
import { ReasonsTable } from "@/features/enterprise/ReasonsTable";
import { heldTargets, missingTargets, type TargetCode } from "@/features/enterprise/targets";
import { waterfallOption, waterfallSteps, type WaterfallStep } from "@/features/enterprise/waterfallOption";
import type { EnterpriseDetail, Likelihood } from "@/shared/api/types";
import { chance, day, signed } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { Chart } from "@/shared/ui/Chart";
import { Problem } from "@/shared/ui/Problem";

/** 可能性: calibrated probabilities with reasons that add up, or why the model keeps silent. */
export function LikelihoodsTab({ firm }: { firm: Pick<EnterpriseDetail, "uscc" | "path"> }) {
  const { data, isPending, error, refetch } = useQuery(likelihoodsOf(firm.uscc));
  const held = heldTargets(firm.path);
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 12 }} />;
  return (
    <div className="stack">
      {data.map((likelihood) => (
        <LikelihoodCard
          key={likelihood.target.code}
          likelihood={likelihood}
          held={held.some((code) => code === likelihood.target.code)}
        />
      ))}
      {missingTargets(data).map((code) => (
        <NothingSaid key={code} code={code} held={held.includes(code)} />
      ))}
    </div>
  );
}

/** No model speaks of this target: the firm has reached it, or there is no model in use. */
function NothingSaid({ code, held }: { code: TargetCode; held: boolean }) {
  const { t } = useTranslation("enterprise");
  return (
    <Card title={t(`likelihood.target.${code}`)} data-testid={`likelihood-${code}`}>
      <Alert type="info" showIcon title={t(held ? "likelihood.held" : "likelihood.noModel")} />
    </Card>
  );
}

function LikelihoodCard({ likelihood, held }: { likelihood: Likelihood; held: boolean }) {
  const { t } = useTranslation("enterprise");
  const words = useWords();
  return (
    <Card
      title={words(likelihood.target)}
      extra={<span className="muted">{t("likelihood.asOf", { on: day(likelihood.as_of) })}</span>}
      data-testid={`likelihood-${likelihood.target.code}`}
    >
      <div className="stack">
        {likelihood.probability == null ? <Silent likelihood={likelihood} held={held} /> : <Answer likelihood={likelihood} />}
        <ModelFigures model={likelihood.model} />
      </div>
    </Card>
  );
}

/** The model gives no figure rather than a guess, and says why. */
function Silent({ likelihood, held }: { likelihood: Likelihood; held: boolean }) {
  const { t } = useTranslation("enterprise");
  const words = useWords();
  if (held) return <Alert type="info" showIcon title={t("likelihood.held")} />;
  const why = words(likelihood.abstained_because) || t("likelihood.silentUnexplained");
  return <Alert type="info" showIcon title={t("likelihood.silent")} description={why} />;
}

function Answer({ likelihood }: { likelihood: Likelihood }) {
  const { t } = useTranslation("enterprise");
  const words = useWords();
  const steps = useMemo(
    () =>
      waterfallSteps(likelihood, {
        base: t("likelihood.base"),
        rest: (count) => t("likelihood.rest", { count }),
        total: t("likelihood.total"),
        of: words,
      }),
    [likelihood, t, words],
  );
  return (
    <Row gutter={[24, 12]}>
      <Col xs={24} xl={12}>
        <Statistic title={t("likelihood.probability")} value={chance(likelihood.probability, 1)} />
        <Typography.Paragraph type="secondary">
          {t("likelihood.sum", {
            base: signed(likelihood.base_log_odds ?? 0),
            total: signed(likelihood.log_odds ?? 0),
          })}
        </Typography.Paragraph>
        <Waterfall steps={steps} />
      </Col>
      <Col xs={24} xl={12}>
        <ReasonsTable likelihood={likelihood} />
      </Col>
    </Row>
  );
}

function Waterfall({ steps }: { steps: WaterfallStep[] }) {
  const { t } = useTranslation("enterprise");
  const option = useMemo(() => waterfallOption(steps), [steps]);
  return <Chart option={option} height={40 + 24 * steps.length} label={t("likelihood.chart")} />;
}
