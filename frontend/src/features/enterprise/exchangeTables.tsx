/** What was done for a firm, and what it seeks, offers and sells: one short table a kind. */
import { Tag, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { type Row, type TableProps, useSource } from "@/features/enterprise/factTables";
import { Value } from "@/features/enterprise/provenance/Value";
import { RecordTable } from "@/features/enterprise/RecordTable";
import { day, MISSING, money } from "@/shared/format";
import { useLanguage, useWords } from "@/shared/i18n";

const key = ({ id }: { id: number }) => String(id);

export function Engagements({ rows, empty }: TableProps<Row<"engagements">>) {
  const { t } = useTranslation("enterprise");
  const columns: TableColumnsType<Row<"engagements">> = [
    {
      key: "on",
      title: t("engagement.on"),
      render: (_, row) => (
        <Value of={{ table: "engagement", field: "happened_on", id: row.id }}>{day(row.happened_on)}</Value>
      ),
    },
    { key: "kind", title: t("engagement.kind"), render: (_, row) => t(`engagementKind.${row.kind}`) },
    { key: "purpose", title: t("engagement.purpose"), render: (_, row) => row.purpose },
    { key: "outcome", title: t("engagement.outcome"), render: (_, row) => row.outcome || MISSING },
    {
      key: "next",
      title: t("engagement.next"),
      render: (_, row) =>
        [row.next_step, row.next_step_on && day(row.next_step_on)].filter(Boolean).join(" · ") || MISSING,
    },
    {
      key: "caseworker",
      title: t("engagement.caseworker"),
      render: (_, row) => row.caseworker?.display_name ?? MISSING,
    },
    useSource(),
  ];
  return <RecordTable rows={rows} columns={columns} empty={empty} rowKey={key} />;
}

export function Demands({ rows, empty }: TableProps<Row<"demands">>) {
  const { t } = useTranslation("enterprise");
  const language = useLanguage();
  const words = useWords();
  const columns: TableColumnsType<Row<"demands">> = [
    {
      key: "title",
      title: t("demand.title"),
      render: (_, row) => <Value of={{ table: "demand", field: "title", id: row.id }}>{row.title}</Value>,
    },
    { key: "field", title: t("profile.field"), render: (_, row) => words(row.technology_field) || MISSING },
    {
      key: "budget",
      title: t("demand.budget"),
      align: "right",
      render: (_, row) =>
        row.budget == null ? (
          MISSING
        ) : (
          <Value of={{ table: "demand", field: "budget", id: row.id }}>{money(row.budget, language)}</Value>
        ),
    },
    { key: "posted", title: t("demand.posted"), render: (_, row) => day(row.posted_on) },
    { key: "needed", title: t("demand.needed"), render: (_, row) => day(row.needed_by) },
    { key: "state", title: t("records.state"), render: (_, row) => <Tag>{t(`demandState.${row.state}`)}</Tag> },
    useSource(),
  ];
  return <RecordTable rows={rows} columns={columns} empty={empty} rowKey={key} />;
}

export function Achievements({ rows, empty }: TableProps<Row<"achievements">>) {
  const { t } = useTranslation("enterprise");
  const words = useWords();
  const columns: TableColumnsType<Row<"achievements">> = [
    {
      key: "title",
      title: t("achievement.title"),
      render: (_, row) => <Value of={{ table: "achievement", field: "title", id: row.id }}>{row.title}</Value>,
    },
    { key: "field", title: t("profile.field"), render: (_, row) => words(row.technology_field) || MISSING },
    { key: "holder", title: t("achievement.holder"), render: (_, row) => row.holder },
    {
      key: "maturity",
      title: t("achievement.maturity"),
      render: (_, row) => (row.maturity ? t(`maturity.${row.maturity}`) : MISSING),
    },
    { key: "completed", title: t("achievement.completed"), render: (_, row) => day(row.completed_on) },
    useSource(),
  ];
  return <RecordTable rows={rows} columns={columns} empty={empty} rowKey={key} />;
}

export function TechnologyContracts({ rows, empty }: TableProps<Row<"technology_contracts">>) {
  const { t } = useTranslation("enterprise");
  const language = useLanguage();
  const columns: TableColumnsType<Row<"technology_contracts">> = [
    {
      key: "number",
      title: t("contract.number"),
      render: (_, row) => (
        <span className="code">
          <Value of={{ table: "technology_contract", field: "number", id: row.id }}>{row.number}</Value>
        </span>
      ),
    },
    { key: "title", title: t("contract.title"), render: (_, row) => row.title },
    { key: "kind", title: t("contract.kind"), render: (_, row) => t(`contractKind.${row.kind}`) },
    { key: "side", title: t("contract.side"), render: (_, row) => t(`contractSide.${row.side}`) },
    { key: "other", title: t("contract.counterparty"), render: (_, row) => row.counterparty || MISSING },
    {
      key: "amount",
      title: t("contract.amount"),
      align: "right",
      render: (_, row) => (
        <Value of={{ table: "technology_contract", field: "amount", id: row.id }}>{money(row.amount, language)}</Value>
      ),
    },
    {
      key: "technology",
      title: t("contract.technology"),
      align: "right",
      render: (_, row) => money(row.technology_amount, language),
    },
    { key: "signed", title: t("contract.signed"), render: (_, row) => day(row.signed_on) },
    useSource(),
  ];
  return <RecordTable rows={rows} columns={columns} empty={empty} rowKey={key} />;
}
