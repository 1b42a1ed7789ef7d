import { Alert, Card, Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { EligibilityLine } from "@/features/enterprise/likelihood/EligibilityLine";
import { type ProgrammeGroup, readingOf } from "@/features/enterprise/likelihood/groups";
import styles from "@/features/enterprise/likelihood/likelihood.module.css";
import { QuestionDetail } from "@/features/enterprise/likelihood/QuestionDetail";
import { QuestionFigure } from "@/features/enterprise/likelihood/QuestionFigure";
import { day } from "@/shared/format";

/** One programme: what the rules say first, then the questions side by side, then why. */
export function ProgrammeCard({ uscc, group }: { uscc: string; group: ProgrammeGroup }) {
  const { t } = useTranslation("likelihood");
  const { programme, likelihoods } = group;
  const asOf = likelihoods.find(({ as_of }) => as_of)?.as_of;
  const eligibility = likelihoods.find((one) => one.eligibility)?.eligibility ?? null;
  const reading = readingOf(likelihoods);
  const explained = likelihoods.filter(({ state }) => state === "given");
  return (
    <Card
      title={t(`programme.${programme}`)}
      extra={asOf && <span className="muted">{t("asOf", { on: day(asOf) })}</span>}
      data-testid={`likelihood-${programme}`}
    >
      <div className="stack">
        {eligibility && (
          <EligibilityLine eligibility={eligibility} uscc={uscc} alone={explained.length === 0} />
        )}
        <div className={styles["questions"]}>
          {likelihoods.map((likelihood) => (
            <QuestionFigure key={likelihood.target.code} uscc={uscc} likelihood={likelihood} />
          ))}
        </div>
        {reading && <Alert type="info" showIcon title={t(`reading.${reading}`)} />}
        {explained.length > 0 && (
          <Tabs
            size="small"
            items={explained.map((likelihood) => ({
              key: likelihood.target.code,
              label: t("why", { question: t(`question.${likelihood.target.question}`) }),
              children: <QuestionDetail uscc={uscc} likelihood={likelihood} />,
            }))}
          />
        )}
      </div>
    </Card>
  );
}
