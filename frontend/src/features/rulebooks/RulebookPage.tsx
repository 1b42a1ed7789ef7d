import { useQuery } from "@tanstack/react-query";
import { Card, Descriptions, Skeleton, Typography, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { rulebookOf } from "@/features/rulebooks/queries";
import styles from "@/features/rulebooks/RulebookPage.module.css";
import { StatusTag } from "@/features/rulebooks/RulebooksPage";
import { ScoreTable } from "@/features/rulebooks/ScoreTable";
import type { Remark, Rule, Rulebook } from "@/shared/api/types";
import { day } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { Citation } from "@/shared/ui/Citation";
import { DataTable } from "@/shared/ui/DataTable";
import { PageHeader } from "@/shared/ui/PageHeader";
import { Problem } from "@/shared/ui/Problem";

/** One rulebook like the official table: the conditions, the score sheet, the documents they rest on. */
export default function RulebookPage() {
  const { programme = "", version = "" } = useParams();
  const { data, isPending, error, refetch } = useQuery(rulebookOf(programme, version));
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 12 }} />;
  return <Content rulebook={data} />;
}

function Content({ rulebook }: { rulebook: Rulebook }) {
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  return (
    <>
      <PageHeader
        title={words(rulebook.title)}
        note={t("version", { version: rulebook.version })}
        actions={<StatusTag status={rulebook.status} />}
      />
      <div className="stack">
        <Card>
          <Source rulebook={rulebook} />
        </Card>
        <Card title={t("criteria")}>
          <Criteria rules={rulebook.criteria} />
        </Card>
        {rulebook.score && (
          <Card title={t("score", { max: rulebook.score.max })}>
            <ScoreTable sheet={rulebook.score} />
          </Card>
        )}
        {rulebook.notes.length > 0 && (
          <Card title={t("notes")}>
            <Notes notes={rulebook.notes} />
          </Card>
        )}
      </div>
    </>
  );
}

function Source({ rulebook }: { rulebook: Rulebook }) {
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  const documents = rulebook.documents.map((document) => (
    <div key={document.number}>
      {document.number}《{words(document.title)}》 <span className="muted">{document.issuers.join("、")}</span>
    </div>
  ));
  const term = `${day(rulebook.effective_from)} – ${rulebook.effective_until ? day(rulebook.effective_until) : t("openEnd")}`;
  const items = [
    { key: "documents", label: t("column.documents"), children: <div>{documents}</div> },
    { key: "term", label: t("term"), children: term },
  ];
  return <Descriptions size="small" column={1} items={items} />;
}

/** The conditions in the order of the document; members of a group stand below it. */
function Criteria({ rules }: { rules: Rule[] }) {
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  const columns: TableColumnsType<Rule> = [
    {
      key: "title",
      title: t("column.criterion"),
      width: 280,
      render: (_, rule) => <strong className={styles["rule"]}>{words(rule.title)}</strong>,
    },
    { key: "text", title: t("column.text"), render: (_, rule) => <RuleText rule={rule} /> },
    {
      key: "article",
      title: t("column.article"),
      width: 220,
      render: (_, rule) => <Citation of={{ ...rule, note: null }} />,
    },
  ];
  return (
    <DataTable<Rule>
      rows={rules.map(asRow)}
      rowKey={({ id }) => id}
      columns={columns}
      scroll={{ x: 860 }}
      expandable={{ childrenColumnName: "members", defaultExpandAllRows: true }}
    />
  );
}

/** Ant Design offers to open whatever has members, even none: a rule without members loses the empty list. */
function asRow(rule: Rule): Rule {
  const { members, ...own } = rule;
  return (members.length > 0 ? { ...own, members: members.map(asRow) } : own) as Rule;
}

function RuleText({ rule }: { rule: Rule }) {
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  const group = rule.kind === "all_of" || rule.kind === "any_of" ? t(`group.${rule.kind}`) : "";
  const note = words(rule.note);
  return (
    <>
      {words(rule.text)} {group && <span className="muted">{group}</span>}
      {note && <div className="muted">{t("reading", { note })}</div>}
    </>
  );
}

function Notes({ notes }: { notes: Remark[] }) {
  const words = useWords();
  return notes.map((note) => <Typography.Paragraph key={note.text.zh}>{words(note.text)}</Typography.Paragraph>);
}
