import { CheckCircleFilled, ClockCircleFilled } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import styles from "@/features/rulebooks/editor/editor.module.css";
import type { Hurdle } from "@/features/rulebooks/editor/hurdles";

const STEPS = [
  ["saved", ["unsaved"]],
  ["sound", ["findings", "statusDraft", "versionTaken", "neverInForce"]],
  ["cases", ["noCases", "casesFail"]],
  ["impact", ["impact", "impactOld"]],
] as const satisfies readonly (readonly [string, readonly Hurdle[]])[];

/** How far a draft is from being published: every condition, met or not, in sight from the first day. */
export function Readiness({ hurdles }: { hurdles: Hurdle[] }) {
  const { t } = useTranslation("drafts");
  return (
    <div className={styles["readiness"]} role="list" aria-label={t("readiness.title")}>
      <span className="muted">{t("readiness.title")}</span>
      {STEPS.map(([step, by]) => {
        const open = by.find((hurdle) => hurdles.includes(hurdle));
        return (
          <span key={step} role="listitem" className={open ? styles["open"] : styles["done"]}>
            {open ? <ClockCircleFilled /> : <CheckCircleFilled />} {open ? t(`hurdle.${open}`) : t(`readiness.${step}`)}
          </span>
        );
      })}
    </div>
  );
}
