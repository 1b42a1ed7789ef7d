import { Alert, Button, Descriptions, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import styles from "@/features/enterprise/assessments/assessments.module.css";
import { tabAddress } from "@/features/enterprise/asOf";
import { classOf } from "@/features/enterprise/assessments/groups";
import { CriteriaTable } from "@/features/enterprise/CriteriaTable";
import { IssueRecord } from "@/features/enterprise/history/IssueRecord";
import { ScoreSheet } from "@/features/enterprise/ScoreSheet";
import type { Assessment } from "@/shared/api/types";
import { day, interval, number } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { measureYear } from "@/shared/measures";
import { can, useMe } from "@/shared/session";

/** A rulebook held against the firm: counts, what would settle it, each criterion, the score sheet, what can be done. */
export function Details({ uscc, assessment }: { uscc: string; assessment: Assessment }) {
  const { t } = useTranslation("assessments");
  const { score, criteria } = assessment;
  return (
    <div className={`${styles["details"] ?? ""} stack`}>
      <Actions uscc={uscc} assessment={assessment} />
      {assessment.rulebook.status === "reference" && <Alert type="info" showIcon title={t("row.referenceNote")} />}
      <Summary assessment={assessment} />
      <Settles assessment={assessment} />
      <CriteriaTable criteria={criteria} basis={assessment} />
      {score && <ScoreSheet score={score} basis={assessment} />}
    </div>
  );
}

function Actions({ uscc, assessment }: { uscc: string; assessment: Assessment }) {
  const { t } = useTranslation("assessments");
  const words = useWords();
  const me = useMe();
  const [params] = useSearchParams();
  const { programme, rulebook, as_of } = assessment;
  const gap = tabAddress(params, "gap");
  gap.set("programme", programme.code);
  return (
    <div className={styles["actions"]}>
      <Link to={`/rulebooks/${programme.code}/${rulebook.version}`}>
        {t("details.rulebook", { title: words(rulebook.title) })}
      </Link>
      {can(me, "assessment", "run") && (
        <span className="tags">
          {assessment.verdict !== "met" && (
            <Link to={`?${gap.toString()}`}>
              <Button size="small">{t("details.gap")}</Button>
            </Link>
          )}
          <IssueRecord uscc={uscc} programme={programme} asOf={as_of} small />
        </span>
      )}
    </div>
  );
}

function Summary({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation("enterprise");
  const { t: own } = useTranslation("assessments");
  const words = useWords();
  const count = (status: string) => assessment.criteria.filter((criterion) => criterion.status === status).length;
  const item = (key: string, label: string, children: string) => ({ key, label, children });
  const { score } = assessment;
  const size = classOf(assessment);
  const items = [
    item("as_of", t("assessment.asOf"), day(assessment.as_of)),
    item("met", t("assessment.met"), t("assessment.ofAll", { count: count("met"), total: assessment.criteria.length })),
    item("unmet", t("assessment.unmet"), number(count("unmet"))),
    item("unknown", t("assessment.unknown"), number(count("unknown"))),
    ...(score
      ? [item("points", t("assessment.points"), `${interval(score.low, score.high)} / ${number(score.max)}`)]
      : []),
    ...(size ? [item("class", own("details.class"), words(size.title))] : []),
  ];
  return <Descriptions size="small" column={{ xs: 2, sm: 3, lg: 6 }} items={items} />;
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
