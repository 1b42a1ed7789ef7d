import { Collapse } from "antd";
import { useTranslation } from "react-i18next";
import { type Basis, FactsBehind } from "@/features/enterprise/FactsBehind";
import { Remarks } from "@/features/enterprise/Remarks";
import styles from "@/features/enterprise/ScoreSheet.module.css";
import type { Score, ScoreItem } from "@/shared/api/types";
import { interval, MISSING, number } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { useMeasureText } from "@/shared/measures";
import { Citation } from "@/shared/ui/Citation";
import { PointsBar } from "@/shared/ui/PointsBar";

/** The score broken down: parts and items, each an interval where experts still decide or facts are missing. */
export function ScoreSheet({ score, basis }: { score: Score; basis: Basis }) {
  const { t } = useTranslation("enterprise");
  const words = useWords();
  const parts = score.parts.map((part) => ({
    key: part.id,
    label: <Line title={words(part.title)} low={part.low} high={part.high} max={part.max} />,
    children: part.items.map((item) => <Item key={item.id} item={item} basis={basis} />),
  }));
  return (
    <section aria-label={t("score.title")}>
      <div className={styles["head"]}>
        <Line title={t("score.title")} low={score.low} high={score.high} max={score.max} />
        <span className="muted">{t("score.note")}</span>
      </div>
      <Collapse size="small" items={parts} />
    </section>
  );
}

function Line({ title, low, high, max }: { title: string; low: number; high: number; max: number }) {
  return (
    <span className={styles["line"]}>
      <span className={styles["title"]}>{title}</span>
      <PointsBar low={low} high={high} max={max} />
      <span className={styles["points"]}>
        {interval(low, high)} / {number(max)}
      </span>
    </span>
  );
}

function Item({ item, basis }: { item: ScoreItem; basis: Basis }) {
  const { t } = useTranslation("enterprise");
  const words = useWords();
  const text = useMeasureText();
  const value = text(item.value, item.unit);
  return (
    <div className={styles["item"]}>
      <Line title={words(item.title)} low={item.low} high={item.high} max={item.max} />
      <div className={styles["facts"]}>
        <Citation of={item} />
        {value !== MISSING && <span>{t("score.value", { value })}</span>}
        {item.judged != null && <span>{t("score.judged", { points: number(item.judged) })}</span>}
        <Remarks flags={item.flags} />
      </div>
      {item.measures.length > 0 && <FactsBehind measures={item.measures} basis={basis} />}
    </div>
  );
}
