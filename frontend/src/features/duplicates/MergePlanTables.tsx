import { Tag, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import styles from "@/features/duplicates/duplicates.module.css";
import type { MergePlan } from "@/shared/api/types";
import { MISSING, money, number } from "@/shared/format";
import { useLanguage, useWords } from "@/shared/i18n";
import { DataTable } from "@/shared/ui/DataTable";

type Field = MergePlan["fields"][number];
type Relation = MergePlan["relations"][number];

/** Field by field: what each record says, what will stand, and why. */
export function FieldsPlan({ fields }: { fields: Field[] }) {
  const { t } = useTranslation("duplicates");
  const words = useWords();
  const shown = useShown();
  const differing = fields.filter((row) => row.kept !== row.merged);
  const columns: TableColumnsType<Field> = [
    { key: "field", title: t("plan.field"), width: 140, render: (_, row) => words(row) },
    { key: "kept", title: t("plan.kept"), render: (_, row) => shown(row, row.kept) },
    { key: "merged", title: t("plan.merged"), render: (_, row) => shown(row, row.merged) },
    {
      key: "becomes",
      title: t("plan.becomes"),
      render: (_, row) => <span className={styles["becomes"]}>{shown(row, row.becomes)}</span>,
    },
    {
      key: "why",
      title: t("plan.why"),
      width: 200,
      render: (_, row) => <span className="muted">{words(row.why)}</span>,
    },
  ];
  return (
    <section aria-label={t("plan.fields")}>
      <h4>{t("plan.fields")}</h4>
      <DataTable<Field>
        rows={differing}
        rowKey={({ field }) => field}
        columns={columns}
        scroll={{ x: 760 }}
        empty={t("plan.noFields")}
      />
      {differing.length < fields.length && (
        <span className="muted">{t("plan.alike", { total: number(fields.length - differing.length) })}</span>
      )}
    </section>
  );
}

function useShown(): (row: Field, value: string | null) => string {
  const language = useLanguage();
  return ({ field }, value) => {
    if (value === null || value === "") return MISSING;
    return field === "registered_capital" ? money(value, language) : value;
  };
}

const COLOURS = { moves: "blue", stays: "default", recomputed: "cyan" } as const;

/** Relation by relation: how many rows move, and how many are set aside because the kept record has the same. */
export function RelationsPlan({ relations }: { relations: Relation[] }) {
  const { t } = useTranslation("duplicates");
  const words = useWords();
  const columns: TableColumnsType<Relation> = [
    { key: "relation", title: t("plan.relation"), render: (_, row) => words(row) },
    {
      key: "decision",
      title: t("plan.decision"),
      width: 120,
      render: (_, row) => <Tag color={COLOURS[row.decision]}>{t(`decision.${row.decision}`)}</Tag>,
    },
    { key: "moves", title: t("plan.moves"), width: 90, align: "right", render: (_, row) => number(row.moves) },
    { key: "aside", title: t("plan.aside"), width: 90, align: "right", render: (_, row) => number(row.set_aside) },
    {
      key: "differing",
      title: t("plan.differing"),
      width: 110,
      align: "right",
      render: (_, row) => number(row.differing),
    },
    {
      key: "why",
      title: t("plan.why"),
      width: 260,
      render: (_, row) => <span className="muted">{words(row.why)}</span>,
    },
  ];
  const touched = relations.filter((row) => row.moves > 0 || row.set_aside > 0);
  return (
    <section aria-label={t("plan.relations")}>
      <h4>{t("plan.relations")}</h4>
      <DataTable<Relation>
        rows={touched}
        rowKey={({ relation }) => relation}
        columns={columns}
        scroll={{ x: 760 }}
        empty={t("plan.noRelations")}
      />
      {touched.length < relations.length && (
        <span className="muted">{t("plan.untouched", { total: number(relations.length - touched.length) })}</span>
      )}
    </section>
  );
}
