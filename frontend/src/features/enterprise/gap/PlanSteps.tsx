import { ArrowRightOutlined, ExperimentOutlined } from "@ant-design/icons";
import { Button, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { tabAddress } from "@/features/enterprise/asOf";
import styles from "@/features/enterprise/gap/gap.module.css";
import { changesOf } from "@/features/enterprise/gap/suppose";
import { writeChanges } from "@/features/enterprise/whatIf/changes";
import type { Plan, PlanFact, PlanMeasure, PlanStep } from "@/shared/api/types";
import { day, number } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { measureYear, useMeasureText } from "@/shared/measures";
import { VerdictTag } from "@/shared/ui/tags";

/** One way to the title: what to do, how much of it, by when, and what has to be found out first. */
export function PlanSteps({ plan, place }: { plan: Plan; place: number }) {
  const { t } = useTranslation("gaps");
  return (
    <section className={styles["plan"]} data-kind={plan.kind} data-testid={`plan-${plan.kind}`}>
      <div className={styles["head"]}>
        <span className="tags">
          <strong>{t(`plan.kind.${plan.kind}`, { place: place + 1 })}</strong>
          <Tag color={plan.outcome === "certain" ? "blue" : "gold"} variant="outlined">
            {t(`plan.outcome.${plan.outcome}`)}
          </Tag>
          <VerdictTag verdict={plan.verdict_after} />
        </span>
        <span className={styles["figures"]}>
          <span>{t("plan.effort", { effort: number(plan.effort, 1) })}</span>
          <span>{t("plan.ready", { on: day(plan.ready_on) })}</span>
          <TryIt plan={plan} />
        </span>
      </div>
      {plan.steps.length > 0 && (
        <ol className={styles["steps"]}>
          {plan.steps.map((step) => (
            <Step key={`${step.lever}-${step.year ?? ""}`} step={step} readyOn={plan.ready_on} />
          ))}
        </ol>
      )}
      <Facts title={t("plan.establish")} facts={plan.establish} readyOn={plan.ready_on} />
      <Open facts={plan.open} readyOn={plan.ready_on} />
    </section>
  );
}

function TryIt({ plan }: { plan: Plan }) {
  const { t } = useTranslation("gaps");
  const [params] = useSearchParams();
  const address = tabAddress(params, "what-if");
  address.set("set", writeChanges(changesOf(plan)));
  address.set("on", plan.ready_on);
  return (
    <Link to={`?${address.toString()}`} className="no-print">
      <Button size="small" icon={<ExperimentOutlined />} title={t("plan.tryNote")}>
        {t("plan.try")}
      </Button>
    </Link>
  );
}

function Step({ step, readyOn }: { step: PlanStep; readyOn: string }) {
  const { t } = useTranslation("gaps");
  const words = useWords();
  const text = useMeasureText();
  return (
    <li>
      <div className={styles["step"]}>
        <strong>{words(step)}</strong>
        {step.amount != null && step.unit !== "flag" && (
          <span className={styles["amount"]}>{text(step.amount, step.unit)}</span>
        )}
        {step.year != null && <span className="muted">{t("plan.inYear", { year: step.year })}</span>}
        <span className="muted">{t("plan.stepEffort", { effort: number(step.effort, 1) })}</span>
      </div>
      <div className={styles["moves"]}>
        {step.measures.map((one) => (
          <span key={one.name}>
            <Name of={one} readyOn={readyOn} /> {text(one.before, one.unit)} <ArrowRightOutlined className="muted" />{" "}
            {text(one.after, one.unit)}
          </span>
        ))}
      </div>
    </li>
  );
}

/** A measure with its year, which is counted back from the day on which the plan is to count. */
function Name({ of, readyOn }: { of: PlanMeasure; readyOn: string }) {
  const words = useWords();
  return [measureYear(of.name, readyOn), words(of)].filter(Boolean).join(" ");
}

/** What is not known and has to turn out well. */
function Facts({ title, facts, readyOn }: { title: string; facts: PlanFact[]; readyOn: string }) {
  if (facts.length === 0) return null;
  return (
    <div>
      <h5 className={styles["heading"]}>{title}</h5>
      <ul className={styles["list"]}>
        {facts.map((fact) => (
          <li key={fact.name}>
            <Name of={fact} readyOn={readyOn} /> <Wanted fact={fact} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Wanted({ fact }: { fact: PlanFact }) {
  const text = useMeasureText();
  if (fact.value != null) return <strong>{text(fact.value, fact.unit)}</strong>;
  const bounds = [
    fact.at_least != null && `≥ ${text(fact.at_least, fact.unit)}`,
    fact.at_most != null && `≤ ${text(fact.at_most, fact.unit)}`,
  ];
  return <strong>{bounds.filter(Boolean).join("，")}</strong>;
}

/** What stays open even then: only experts say, so the outcome is possible and not certain. */
function Open({ facts, readyOn }: { facts: PlanMeasure[]; readyOn: string }) {
  const { t } = useTranslation("gaps");
  if (facts.length === 0) return null;
  return (
    <div>
      <h5 className={styles["heading"]}>{t("plan.open")}</h5>
      <div className="tags">
        {facts.map((fact) => (
          <Tag key={fact.name}>
            <Name of={fact} readyOn={readyOn} />
          </Tag>
        ))}
      </div>
    </div>
  );
}
