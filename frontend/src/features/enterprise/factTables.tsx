/** The tables of facts other than financial years: one short table a kind, each row with where it came from. */
import { Tag, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Value } from "@/features/enterprise/provenance/Value";
import { RecordTable } from "@/features/enterprise/RecordTable";
import type { Facts } from "@/shared/api/types";
import { day, MISSING, money, percent } from "@/shared/format";
import { useLanguage } from "@/shared/i18n";
import { useMeasureText } from "@/shared/measures";
import { Provenance } from "@/shared/ui/Provenance";

export interface TableProps<Row> {
  rows: Row[];
  empty: string;
}
type Sourced = Parameters<typeof Provenance>[0]["of"];
export type Row<Kind extends keyof Facts> = Facts[Kind][number];

export function useSource<Of extends Sourced>(): TableColumnsType<Of>[number] {
  const { t } = useTranslation("enterprise");
  return { key: "source", title: t("behind.source"), render: (_: unknown, row: Of) => <Provenance of={row} /> };
}

export function IPRights({ rows, empty }: TableProps<Row<"ip_rights">>) {
  const { t } = useTranslation("enterprise");
  const columns: TableColumnsType<Row<"ip_rights">> = [
    {
      key: "class",
      title: t("ip.class"),
      render: (_, row) => (
        <Tag color={row.ip_class === "I" ? "blue" : "default"}>{row.ip_class === "I" ? "Ⅰ" : "Ⅱ"}</Tag>
      ),
    },
    { key: "kind", title: t("ip.kind"), render: (_, row) => t(`ipKind.${row.kind}`) },
    {
      key: "number",
      title: t("ip.number"),
      render: (_, row) => (
        <span className="code">
          <Value of={{ table: "ip_right", field: "number", id: row.id }}>{row.number}</Value>
        </span>
      ),
    },
    { key: "title", title: t("ip.title"), render: (_, row) => row.title || MISSING },
    {
      key: "granted",
      title: t("ip.granted"),
      render: (_, row) =>
        row.granted_on ? (
          <Value of={{ table: "ip_right", field: "granted_on", id: row.id }}>{day(row.granted_on)}</Value>
        ) : (
          MISSING
        ),
    },
    { key: "ended", title: t("ip.ended"), render: (_, row) => day(row.ended_on) },
    { key: "acquired", title: t("ip.acquired"), render: (_, row) => t(`acquired.${row.acquired_by}`) },
    { key: "used", title: t("ip.used"), render: (_, row) => day(row.used_on) },
    useSource(),
  ];
  return <RecordTable rows={rows} columns={columns} empty={empty} rowKey={({ id }) => String(id)} />;
}

export function Conversions({ rows, empty }: TableProps<Row<"conversions">>) {
  const { t } = useTranslation("enterprise");
  const columns: TableColumnsType<Row<"conversions">> = [
    {
      key: "title",
      title: t("conversion.title"),
      render: (_, row) => <Value of={{ table: "conversion", field: "title", id: row.id }}>{row.title}</Value>,
    },
    {
      key: "on",
      title: t("conversion.on"),
      render: (_, row) => (
        <Value of={{ table: "conversion", field: "converted_on", id: row.id }}>{day(row.converted_on)}</Value>
      ),
    },
    { key: "result", title: t("conversion.result"), render: (_, row) => row.result || MISSING },
    useSource(),
  ];
  return <RecordTable rows={rows} columns={columns} empty={empty} rowKey={({ id }) => String(id)} />;
}

export function RnDInstitutions({ rows, empty }: TableProps<Row<"rnd_institutions">>) {
  const { t } = useTranslation("enterprise");
  const columns: TableColumnsType<Row<"rnd_institutions">> = [
    {
      key: "name",
      title: t("institution.name"),
      render: (_, row) => <Value of={{ table: "rnd_institution", field: "name", id: row.id }}>{row.name}</Value>,
    },
    {
      key: "level",
      title: t("institution.level"),
      render: (_, row) => (
        <Value of={{ table: "rnd_institution", field: "level", id: row.id }}>{t(`level.${row.level}`)}</Value>
      ),
    },
    { key: "on", title: t("institution.on"), render: (_, row) => day(row.recognised_on) },
    { key: "ended", title: t("institution.ended"), render: (_, row) => day(row.ended_on) },
    useSource(),
  ];
  return <RecordTable rows={rows} columns={columns} empty={empty} rowKey={({ id }) => String(id)} />;
}

export function FinancingRounds({ rows, empty }: TableProps<Row<"financing_rounds">>) {
  const { t } = useTranslation("enterprise");
  const language = useLanguage();
  const columns: TableColumnsType<Row<"financing_rounds">> = [
    { key: "on", title: t("financing.on"), render: (_, row) => day(row.closed_on) },
    {
      key: "amount",
      title: t("financing.amount"),
      align: "right",
      render: (_, row) => (
        <Value of={{ table: "financing_round", field: "amount", id: row.id }}>{money(row.amount, language)}</Value>
      ),
    },
    { key: "stage", title: t("financing.stage"), render: (_, row) => row.stage || MISSING },
    { key: "investor", title: t("financing.investor"), render: (_, row) => row.investor || MISSING },
    useSource(),
  ];
  return <RecordTable rows={rows} columns={columns} empty={empty} rowKey={({ id }) => String(id)} />;
}

export function Incidents({ rows, empty }: TableProps<Row<"incidents">>) {
  const { t } = useTranslation("enterprise");
  const columns: TableColumnsType<Row<"incidents">> = [
    {
      key: "on",
      title: t("incident.on"),
      render: (_, row) => (
        <Value of={{ table: "incident", field: "occurred_on", id: row.id }}>{day(row.occurred_on)}</Value>
      ),
    },
    { key: "kind", title: t("incident.kind"), render: (_, row) => t(`incidentKind.${row.kind}`) },
    {
      key: "major",
      title: t("incident.major"),
      render: (_, row) => (row.is_major ? <Tag color="red">{t("incident.isMajor")}</Tag> : t("incident.minor")),
    },
    { key: "description", title: t("incident.description"), render: (_, row) => row.description || MISSING },
    useSource(),
  ];
  return <RecordTable rows={rows} columns={columns} empty={empty} rowKey={({ id }) => String(id)} />;
}

export function ListEntries({ rows, empty }: TableProps<Row<"list_entries">>) {
  const { t } = useTranslation("enterprise");
  const columns: TableColumnsType<Row<"list_entries">> = [
    { key: "kind", title: t("listed.kind"), render: (_, row) => t(`listKind.${row.kind}`) },
    {
      key: "on",
      title: t("listed.on"),
      render: (_, row) => (
        <Value of={{ table: "list_entry", field: "listed_on", id: row.id }}>{day(row.listed_on)}</Value>
      ),
    },
    {
      key: "removed",
      title: t("listed.removed"),
      render: (_, row) => (row.removed_on ? day(row.removed_on) : <Tag color="red">{t("listed.still")}</Tag>),
    },
    { key: "reason", title: t("listed.reason"), render: (_, row) => row.reason || MISSING },
    useSource(),
  ];
  return <RecordTable rows={rows} columns={columns} empty={empty} rowKey={({ id }) => String(id)} />;
}

/** What is judged and is no yes or no. */
const JUDGED_UNITS: Readonly<Record<string, string>> = {
  digital_level: "level",
  ip_class1_high_value: "count",
  local_points: "points",
  market_share: "ratio",
  niche_years: "years",
  platform_score: "points",
  platform_score_before: "points",
  quality_items: "count",
};

export function Judgements({ rows, empty }: TableProps<Row<"judgements">>) {
  const { t } = useTranslation("enterprise");
  const text = useMeasureText();
  const answer = ({ measure, value }: Row<"judgements">) =>
    text(value, measure.startsWith("expert_") ? "points" : (JUDGED_UNITS[measure] ?? "flag"));
  const columns: TableColumnsType<Row<"judgements">> = [
    { key: "measure", title: t("judgement.measure"), render: (_, row) => t(`judged.${row.measure}`) },
    {
      key: "value",
      title: t("judgement.value"),
      align: "right",
      render: (_, row) => <Value of={{ table: "judgement", field: "value", id: row.id }}>{answer(row)}</Value>,
    },
    { key: "on", title: t("judgement.on"), render: (_, row) => day(row.judged_on) },
    useSource(),
  ];
  return <RecordTable rows={rows} columns={columns} empty={empty} rowKey={({ id }) => String(id)} />;
}

/** Who controls the firm; a natural person by the bureau's number, since no name is kept. */
export function Controls({ rows, empty }: TableProps<Row<"controls">>) {
  const { t } = useTranslation("enterprise");
  const columns: TableColumnsType<Row<"controls">> = [
    { key: "kind", title: t("control.kind"), render: (_, row) => t(`controlKind.${row.kind}`) },
    { key: "controller", title: t("control.controller"), render: (_, row) => <Controller of={row} /> },
    { key: "share", title: t("control.share"), align: "right", render: (_, row) => percent(row.share) },
    {
      key: "since",
      title: t("control.since"),
      render: (_, row) => <Value of={{ table: "control", field: "since", id: row.id }}>{day(row.since)}</Value>,
    },
    { key: "ended", title: t("control.ended"), render: (_, row) => day(row.ended_on) },
    useSource(),
  ];
  return <RecordTable rows={rows} columns={columns} empty={empty} rowKey={({ id }) => String(id)} />;
}

function Controller({ of }: { of: Row<"controls"> }) {
  if (of.kind === "person") {
    return <Value of={{ table: "control", field: "person_ref", id: of.id }}>{of.person_ref}</Value>;
  }
  return (
    <>
      {of.controller_name && (
        <Value of={{ table: "control", field: "controller_name", id: of.id }}>{of.controller_name}</Value>
      )}
      {of.controller_uscc && (
        <div className="code">
          <Value of={{ table: "control", field: "controller_uscc", id: of.id }}>{of.controller_uscc}</Value>
        </div>
      )}
    </>
  );
}
