import { RightOutlined } from "@ant-design/icons";
import { Tag, Tooltip } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import styles from "@/features/enterprise/assessments/assessments.module.css";
import { Details } from "@/features/enterprise/assessments/Details";
import { against, classOf } from "@/features/enterprise/assessments/groups";
import type { Assessment } from "@/shared/api/types";
import { interval, number } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { measureYear } from "@/shared/measures";
import { VerdictTag } from "@/shared/ui/tags";

interface RulebookRowProps {
  uscc: string;
  assessment: Assessment;
  open: boolean;
  onToggle: () => void;
}

/** One rulebook in one line: what comes out and what it hangs on; opened, criterion by criterion. */
export function RulebookRow({ uscc, assessment, open, onToggle }: RulebookRowProps) {
  const words = useWords();
  const id = useId();
  const { programme, rulebook, verdict } = assessment;
  return (
    <section className={styles["rulebook"]} data-testid={`assessment-${programme.code}`} data-open={open}>
      <button type="button" className={styles["row"]} aria-expanded={open} aria-controls={id} onClick={onToggle}>
        <RightOutlined className={styles["arrow"]} rotate={open ? 90 : 0} />
        <span className={styles["name"]}>
          <strong>{words(programme)}</strong> <Standing assessment={assessment} />
          <span className={styles["version"]}>{rulebook.version}</span>
        </span>
        <span className={styles["verdict"]}>
          <VerdictTag verdict={verdict} />
        </span>
        <span className={styles["points"]}>
          <Points assessment={assessment} />
        </span>
        <span className={styles["why"]}>
          <Why assessment={assessment} />
        </span>
      </button>
      <div id={id}>{open && <Details uscc={uscc} assessment={assessment} />}</div>
    </section>
  );
}

/** A standard to compare with is no title that anybody grants, and says so. */
function Standing({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation("assessments");
  if (assessment.rulebook.status !== "reference") return null;
  return (
    <Tooltip title={t("row.referenceNote")}>
      <Tag variant="filled" color="geekblue">
        {t("row.reference")}
      </Tag>
    </Tooltip>
  );
}

function Points({ assessment }: { assessment: Assessment }) {
  const words = useWords();
  const { t } = useTranslation("assessments");
  const size = classOf(assessment);
  const { score } = assessment;
  if (size) return t("row.class", { name: words(size.title) });
  if (!score) return null;
  return t("row.points", { points: interval(score.low, score.high), max: number(score.max) });
}

const MOST = 2;

/** What stands against it, or what would settle it, in a few words. */
function Why({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation("assessments");
  const words = useWords();
  const { verdict, criteria, settles, as_of } = assessment;
  if (verdict === "met") return t("row.allMet", { count: criteria.length });
  const named =
    verdict === "undetermined" && settles.length > 0
      ? settles.map((one) => [measureYear(one.measure, as_of), words(one)].filter(Boolean).join(" "))
      : against(assessment).map(words);
  const shown = named.slice(0, MOST).join(t("row.and"));
  if (named.length === 0) return t("row.open");
  const text = named.length > MOST ? t("row.more", { shown, count: named.length }) : shown;
  return verdict === "unmet" ? t("row.unmet", { text }) : t("row.settles", { text });
}
