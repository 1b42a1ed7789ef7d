import { CheckOutlined, FlagOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import styles from "@/features/enterprise/PathSteps.module.css";
import type { EnterpriseDetail, PathStep } from "@/shared/api/types";
import { day } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { tierColour } from "@/shared/palette";

const PHASES = ["start", "rise", "lead", "lead"] as const;

/** The path 微成长 → 小升高 → 高变强: which titles are held, which is next, which lie ahead. */
export function PathSteps({ path }: { path: EnterpriseDetail["path"] }) {
  const { t } = useTranslation("enterprise");
  return (
    <ol className={styles["path"]} aria-label={t("path.label")}>
      <Seedling />
      {path.steps
        .filter(({ tier }) => tier > 0)
        .map((step) => (
          <Step key={step.code} step={step} />
        ))}
    </ol>
  );
}

/** Where every firm starts: the pool, which no title is needed for. */
function Seedling() {
  const { t } = useTranslation();
  const { t: own } = useTranslation("enterprise");
  return (
    <li className={styles["step"]} data-state="held">
      <span className={styles["phase"]}>{own("path.pool")}</span>
      <span className={styles["title"]}>
        <CheckOutlined style={{ color: tierColour(0) }} /> {t("tier.0")}
      </span>
    </li>
  );
}

function Step({ step }: { step: PathStep }) {
  const { t } = useTranslation("enterprise");
  const words = useWords();
  return (
    <li
      className={styles["step"]}
      data-state={step.state}
      style={{ borderTopColor: lit(step) ? tierColour(step.tier) : undefined }}
    >
      <span className={styles["phase"]}>{t(`path.${PHASES[step.tier - 1] ?? "lead"}`)}</span>
      <span className={styles["title"]}>
        {step.state === "held" && <CheckOutlined style={{ color: tierColour(step.tier) }} />}
        {step.state === "next" && <FlagOutlined />} {words(step)}
      </span>
      <span className={styles["note"]}>{useNote(step)}</span>
    </li>
  );
}

function lit(step: PathStep): boolean {
  return step.state === "held" || step.state === "next";
}

function useNote(step: PathStep): string {
  const { t } = useTranslation("enterprise");
  if (step.state === "held") return t("path.held", { since: day(step.since), until: day(step.until) });
  if (step.state === "held_before") return t("path.heldBefore", { until: day(step.until) });
  if (step.state === "passed") return t("path.passed");
  return t(step.state === "next" ? "path.next" : "path.ahead");
}
