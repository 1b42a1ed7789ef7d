import { useQuery } from "@tanstack/react-query";
import { Alert, Card, Descriptions, Empty, Skeleton, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { CriteriaTable } from "@/features/enterprise/CriteriaTable";
import { assessmentsOf } from "@/features/enterprise/queries";
import { ScoreSheet } from "@/features/enterprise/ScoreSheet";
import type { Assessment } from "@/shared/api/types";
import { day, interval, number } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { measureYear } from "@/shared/measures";
import { Problem } from "@/shared/ui/Problem";
import { VerdictTag } from "@/shared/ui/tags";

/** 资格评估: each rulebook in force, criterion by criterion. */
export function AssessmentsTab({ uscc }: { uscc: string }) {
  const { t } = useTranslation("enterprise");
  const { data, isPending, error, refetch } = useQuery(assessmentsOf(uscc));
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 12 }} />;
  if (data.length === 0) return <Empty description={t("assessment.none")} />;
  return (
    <div className="stack">
      {data.map((assessment) => (
        <AssessmentCard key={assessment.programme.code} assessment={assessment} />
      ))}
    </div>
  );
}

function AssessmentCard({ assessment }: { assessment: Assessment }) {
  const words = useWords();
  const { programme, rulebook, verdict, score } = assessment;
  const title = (
    <>
      {words(programme)} <VerdictTag verdict={verdict} />
    </>
  );
  const source = <Link to={`/rulebooks/${programme.code}/${rulebook.version}`}>{words(rulebook.title)}</Link>;
  return (
    <Card title={title} extra={source} data-testid={`assessment-${programme.code}`}>
      <div className="stack">
        <Summary assessment={assessment} />
        <Settles assessment={assessment} />
        <CriteriaTable criteria={assessment.criteria} basis={assessment} />
        {score && <ScoreSheet score={score} basis={assessment} />}
      </div>
    </Card>
  );
}

function Summary({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation("enterprise");
  const count = (status: string) => assessment.criteria.filter((criterion) => criterion.status === status).length;
  const items = [
    { key: "as_of", label: t("assessment.asOf"), children: day(assessment.as_of) },
    {
      key: "met",
      label: t("assessment.met"),
      children: t("assessment.ofAll", { count: count("met"), total: assessment.criteria.length }),
    },
    { key: "unmet", label: t("assessment.unmet"), children: number(count("unmet")) },
    { key: "unknown", label: t("assessment.unknown"), children: number(count("unknown")) },
    ...(assessment.score
      ? [
          {
            key: "points",
            label: t("assessment.points"),
            children: `${interval(assessment.score.low, assessment.score.high)} / ${number(assessment.score.max)}`,
          },
        ]
      : []),
  ];
  return <Descriptions size="small" column={{ xs: 2, sm: 3, lg: 5 }} items={items} />;
}

/** Which facts, once known, decide an open verdict. */
function Settles({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation("enterprise");
  const words = useWords();
  if (assessment.settles.length === 0) return null;
  const named = assessment.settles.map((one) => (
    <Tag key={one.measure}>{[measureYear(one.measure, assessment.as_of), words(one)].filter(Boolean).join(" ")}</Tag>
  ));
  const title = (
    <div className="tags">
      <strong>{t("assessment.settles", { count: named.length })}</strong>
      {named}
    </div>
  );
  return <Alert type="warning" showIcon title={title} />;
}
