import { Alert, Card } from "antd";
import { useTranslation } from "react-i18next";
import { PlanSteps } from "@/features/enterprise/gap/PlanSteps";
import styles from "@/features/enterprise/gap/gap.module.css";
import type { GapPlan } from "@/shared/api/types";
import { day } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { GapOutcomeTag } from "@/shared/ui/GapOutcomeTag";
import { VerdictTag } from "@/shared/ui/tags";

/** What separates a firm from a title, and the ways to close it. */
export function GapCard({ gap }: { gap: GapPlan }) {
  const { t } = useTranslation("gaps");
  const words = useWords();
  const title = (
    <span className="tags middle">
      {t("plan.title", { programme: words(gap.programme) })}
      <VerdictTag verdict={gap.verdict} />
      <GapOutcomeTag outcome={gap.outcome} />
    </span>
  );
  return (
    <Card data-testid="gap-plan">
      <div className="stack">
        <div className={styles["head"]}>
          <strong>{title}</strong>
          <span className="muted">{t("plan.basis", { on: day(gap.as_of), version: gap.rulebook.version })}</span>
        </div>
        {gap.outcome === "met" && <Alert type="success" showIcon title={t("plan.met")} />}
        {gap.outcome === "out_of_reach" && <Alert type="warning" showIcon title={t("plan.outOfReach")} />}
        {gap.plans.map((plan, at) => (
          <PlanSteps key={`${plan.kind}-${at}`} plan={plan} place={at} />
        ))}
        <Obstacles gap={gap} />
        <Assumptions of={gap.assumptions} />
      </div>
    </Card>
  );
}

/** Criteria that nothing the firm can do would meet for certain, and why. */
function Obstacles({ gap: { obstacles: of, outcome } }: { gap: GapPlan }) {
  const { t } = useTranslation("gaps");
  const words = useWords();
  if (of.length === 0) return null;
  return (
    <section>
      <h4 className={styles["heading"]}>{t(outcome === "possible" ? "plan.notCertain" : "plan.obstacles")}</h4>
      <ul className={styles["list"]}>
        {of.map((one) => (
          <li key={`${one.criterion.id}-${one.why}`}>
            <strong>{words(one.criterion.title)}</strong> <span className="muted">{words(one)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Assumptions({ of }: { of: GapPlan["assumptions"] }) {
  const { t } = useTranslation("gaps");
  const words = useWords();
  if (of.length === 0) return null;
  return (
    <section>
      <h4 className={styles["heading"]}>{t("plan.assumptions")}</h4>
      <ul className={`${styles["list"] ?? ""} muted`}>
        {of.map((one) => (
          <li key={one.en}>{words(one)}</li>
        ))}
      </ul>
    </section>
  );
}
