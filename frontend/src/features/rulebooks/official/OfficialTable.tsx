import { Card, Descriptions } from "antd";
import { useTranslation } from "react-i18next";
import { ClassTable } from "@/features/rulebooks/official/ClassTable";
import { CriteriaTable } from "@/features/rulebooks/official/CriteriaTable";
import { ScoreTable } from "@/features/rulebooks/official/ScoreTable";
import styles from "@/features/rulebooks/official/official.module.css";
import type { Table } from "@/features/rulebooks/types";
import { day, number } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { ConfidenceTag } from "@/shared/ui/Citation";

interface OfficialTableProps {
  of: Table;
  /** Half a screen wide: the same without columns of their own for parts and articles. */
  compact?: boolean;
}

/** A rulebook like the official table: the documents it rests on, the conditions, the score sheet, the classes. */
export function OfficialTable({ of, compact = false }: OfficialTableProps) {
  const { t } = useTranslation("rulebooks");
  return (
    <div className="stack">
      <Card size="small">
        <Source of={of} />
      </Card>
      {of.notes.length > 0 && <Notes of={of} />}
      <Card size="small" title={t("criteria")}>
        <CriteriaTable criteria={of.criteria} compact={compact} />
      </Card>
      {of.score && (
        <Card size="small" title={t("score", { max: number(of.score.max) })}>
          <ScoreTable sheet={of.score} compact={compact} />
        </Card>
      )}
      {of.class_table && (
        <Card size="small" title={t("classes.title")}>
          <ClassTable of={of.class_table} />
        </Card>
      )}
    </div>
  );
}

function Source({ of }: { of: Table }) {
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  const documents = of.documents.map((document) => (
    <div key={document.number}>
      {document.number}
      {t("document", { title: words(document.title) })}{" "}
      <span className="muted">
        {[document.issuers.join("、"), document.issued_on && t("issuedOn", { on: day(document.issued_on) })]
          .filter(Boolean)
          .join(" · ")}
      </span>
    </div>
  ));
  const term = `${day(of.effective_from)} – ${of.effective_until ? day(of.effective_until) : t("openEnd")}`;
  const items = [
    { key: "documents", label: t("column.documents"), children: <div>{documents}</div> },
    { key: "term", label: t("term"), children: term },
  ];
  return <Descriptions size="small" column={1} items={items} />;
}

/** What a reader has to know before using the table; where the text behind it is not certain, it says so. */
function Notes({ of }: { of: Table }) {
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  return (
    <Card size="small" title={t("notes")}>
      <ul className={styles["notes"]}>
        {of.notes.map((note) => (
          <li key={note.text.zh}>
            {words(note.text)} <ConfidenceTag of={note} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
