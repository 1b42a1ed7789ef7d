import { Typography } from "antd";
import { useTranslation } from "react-i18next";
import styles from "@/features/enterprise/likelihood/likelihood.module.css";
import { OverridePart } from "@/features/enterprise/likelihood/OverridePart";
import type { Likelihood } from "@/shared/api/types";
import { chance } from "@/shared/format";
import { useWords } from "@/shared/i18n";

/** One question with its probability and interval, or why there is none; a person's judgement stands beside it. */
export function QuestionFigure({ uscc, likelihood }: { uscc: string; likelihood: Likelihood }) {
  const { t } = useTranslation("likelihood");
  const words = useWords();
  return (
    <section
      className={styles["question"]}
      aria-label={words(likelihood.target)}
      data-testid={`question-${likelihood.target.code}`}
    >
      <Typography.Text strong>{t(`question.${likelihood.target.question}`)}</Typography.Text>
      <div className="muted">{words(likelihood.target)}</div>
      {likelihood.state === "given" ? <Given of={likelihood} /> : <NotGiven of={likelihood} />}
      <OverridePart uscc={uscc} likelihood={likelihood} />
    </section>
  );
}

function Given({ of }: { of: Likelihood }) {
  const { t } = useTranslation("likelihood");
  const { low, high } = of;
  return (
    <>
      <div className={styles["figure"]}>{chance(of.probability)}</div>
      {low != null && high != null && (
        <div className="muted">{t("interval", { low: chance(low), high: chance(high) })}</div>
      )}
    </>
  );
}

/** The model keeps silent rather than guess, or there is none: either way in words, and with what would be needed. */
function NotGiven({ of }: { of: Likelihood }) {
  const { t } = useTranslation("likelihood");
  const words = useWords();
  const why = of.state === "no_model" ? words(of.no_model_because) : words(of.abstained_because);
  return (
    <div className={styles["silent"]}>
      <div className={styles["state"]}>{t(`state.${of.state === "given" ? "silent" : of.state}`)}</div>
      <div className="muted">{why || t("unexplained")}</div>
    </div>
  );
}
