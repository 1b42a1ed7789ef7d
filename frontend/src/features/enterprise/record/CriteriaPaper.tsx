import { useTranslation } from "react-i18next";
import { Remarks } from "@/features/enterprise/Remarks";
import styles from "@/features/enterprise/record/record.module.css";
import type { Criterion } from "@/shared/api/types";
import { interval, MISSING } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { useMeasureText, useThresholdText } from "@/shared/measures";

interface Numbered {
  place: string;
  depth: number;
  criterion: Criterion;
}

/** Criteria one below the other, the members of a group beneath it: 3, 3.1, 3.2. */
export function numbered(criteria: readonly Criterion[], before = ""): Numbered[] {
  return criteria.flatMap((criterion, at) => {
    const place = `${before}${at + 1}`;
    return [{ place, depth: place.split(".").length - 1, criterion }, ...numbered(criterion.members, `${place}.`)];
  });
}

export function CriteriaPaper({ criteria }: { criteria: readonly Criterion[] }) {
  const { t } = useTranslation("enterprise");
  const { t: own } = useTranslation("records");
  return (
    <table className={styles["lines"]}>
      <thead>
        <tr>
          <th className={styles["place"]}>{own("paper.place")}</th>
          <th>{t("criterion.text")}</th>
          <th className={styles["figure"]}>{t("criterion.value")}</th>
          <th className={styles["figure"]}>{t("criterion.threshold")}</th>
          <th className={styles["status"]}>{t("criterion.status")}</th>
          <th className={styles["article"]}>{t("criterion.article")}</th>
        </tr>
      </thead>
      <tbody>
        {numbered(criteria).map((line) => (
          <Line key={line.place} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ line: { place, depth, criterion } }: { line: Numbered }) {
  const { t } = useTranslation();
  const words = useWords();
  const text = words(criterion.text);
  return (
    <tr data-depth={depth}>
      <td>{place}</td>
      <td>
        <strong>{words(criterion.title)}</strong>
        {text !== words(criterion.title) && <div>{text}</div>}
        <Remarks flags={criterion.flags} />
      </td>
      <td className={styles["figure"]}>
        <Value criterion={criterion} />
      </td>
      <td className={styles["figure"]}>
        <Threshold criterion={criterion} />
      </td>
      <td>{t(`status.${criterion.status}`)}</td>
      <td>
        <Article of={criterion} />
      </td>
    </tr>
  );
}

function Value({ criterion }: { criterion: Criterion }) {
  const text = useMeasureText();
  const { t } = useTranslation();
  if (criterion.low != null) return `${interval(criterion.low, criterion.high)} ${t("unit.points")}`;
  if (criterion.value != null) return text(criterion.value, criterion.unit);
  return criterion.members.length > 0 || criterion.status !== "unknown" ? MISSING : t("status.unknown");
}

function Threshold({ criterion }: { criterion: Criterion }) {
  const { t } = useTranslation("enterprise");
  const text = useThresholdText();
  if (criterion.kind === "all_of" || criterion.kind === "meets") return t("criterion.allOf");
  return criterion.kind === "any_of" ? t("criterion.anyOf") : text(criterion);
}

type Cited = Pick<Criterion, "article" | "confidence" | "note"> & { document?: string };
const DOUBTS = ["secondary", "unverified", "doubtful"] as const;

/** Where it is written and how sure that is, in words: nothing may hide behind a pointer on paper. */
export function Article({ of }: { of: Cited }) {
  const { t } = useTranslation();
  const words = useWords();
  const doubt = DOUBTS.find((one) => one === of.confidence);
  return (
    <>
      <div>{[of.article, of.document].filter(Boolean).join(" ")}</div>
      {doubt && <strong>[{t(`confidence.${doubt}.tag`)}]</strong>}
      {of.note && <div className={styles["note"]}>{words(of.note)}</div>}
    </>
  );
}
