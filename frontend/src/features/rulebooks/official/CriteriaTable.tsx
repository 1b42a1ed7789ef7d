import type { TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import styles from "@/features/rulebooks/official/official.module.css";
import type { Criterion } from "@/features/rulebooks/types";
import { useWords } from "@/shared/i18n";
import { Citation } from "@/shared/ui/Citation";
import { DataTable } from "@/shared/ui/DataTable";

/** The conditions in the order of the document; members of a group stand below it. */
export function CriteriaTable({ criteria, compact }: { criteria: Criterion[]; compact: boolean }) {
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  const article: TableColumnsType<Criterion>[number] = {
    key: "article",
    title: t("column.article"),
    width: 190,
    render: (_, criterion) => <Citation of={{ ...criterion, note: null }} />,
  };
  const columns: TableColumnsType<Criterion> = [
    {
      key: "title",
      title: t("column.criterion"),
      width: compact ? 210 : 270,
      render: (_, criterion) => (
        <span className={styles["rule"]}>
          <strong>{words(criterion.title)}</strong>
          {compact && <Citation of={{ ...criterion, note: null, document: "" }} />}
        </span>
      ),
    },
    { key: "condition", title: t("column.condition"), render: (_, criterion) => <Condition of={criterion} /> },
    ...(compact ? [] : [article]),
  ];
  return (
    <DataTable<Criterion>
      rows={criteria.map(asRow)}
      rowKey={({ id }) => id}
      columns={columns}
      scroll={{ x: compact ? 460 : 720 }}
      empty={t("noCriteria")}
      expandable={{ childrenColumnName: "members", defaultExpandAllRows: true }}
    />
  );
}

/** Ant Design offers to open whatever has members, even none: a criterion without members loses the empty list. */
function asRow(criterion: Criterion): Criterion {
  const { members, ...own } = criterion;
  return (members.length > 0 ? { ...own, members: members.map(asRow) } : own) as Criterion;
}

/** What is asked, exactly; below it the document's sentence, where it says more than the title. */
function Condition({ of }: { of: Criterion }) {
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  const text = words(of.text);
  const note = words(of.note);
  return (
    <>
      <div>{words(of.condition)}</div>
      {text && text !== words(of.title) && <div className="muted">{text}</div>}
      {note && <div className="muted">{t("reading", { note })}</div>}
    </>
  );
}
