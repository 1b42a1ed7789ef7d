import { useTranslation } from "react-i18next";
import { Article } from "@/features/enterprise/record/CriteriaPaper";
import styles from "@/features/enterprise/record/record.module.css";
import { Remarks } from "@/features/enterprise/Remarks";
import type { Score, ScoreItem } from "@/shared/api/types";
import { interval, MISSING, number } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { useMeasureText } from "@/shared/measures";

/** The score sheet, part by part, as a table. */
export function ScorePaper({ score }: { score: Score }) {
  const { t } = useTranslation("records");
  const { t: own } = useTranslation("enterprise");
  return (
    <table className={styles["lines"]}>
      <thead>
        <tr>
          <th>{t("paper.item")}</th>
          <th className={styles["figure"]}>{own("criterion.value")}</th>
          <th className={styles["figure"]}>{t("paper.itemPoints")}</th>
          <th className={styles["article"]}>{own("criterion.article")}</th>
        </tr>
      </thead>
      <tbody>
        {score.parts.flatMap((part) => [
          <Sum key={part.id} title={part.title} of={part} />,
          ...part.items.map((item) => <Item key={`${part.id}-${item.id}`} item={item} />),
        ])}
        <Sum title={{ zh: own("score.title"), en: own("score.title") }} of={score} />
      </tbody>
    </table>
  );
}

function Sum({ title, of }: { title: { zh: string; en: string }; of: { low: number; high: number; max: number } }) {
  const words = useWords();
  return (
    <tr className={styles["sum"]}>
      <td colSpan={2}>{words(title)}</td>
      <td className={styles["figure"]}>{`${interval(of.low, of.high)} / ${number(of.max)}`}</td>
      <td />
    </tr>
  );
}

function Item({ item }: { item: ScoreItem }) {
  const { t } = useTranslation("enterprise");
  const words = useWords();
  const text = useMeasureText();
  const value = text(item.value, item.unit);
  return (
    <tr data-depth={1}>
      <td>
        {words(item.title)} <Remarks flags={item.flags} />
      </td>
      <td className={styles["figure"]}>
        {value !== MISSING && <div>{value}</div>}
        {item.judged != null && <div>{t("score.judged", { points: number(item.judged) })}</div>}
      </td>
      <td className={styles["figure"]}>{`${interval(item.low, item.high)} / ${number(item.max)}`}</td>
      <td>
        <Article of={item} />
      </td>
    </tr>
  );
}
