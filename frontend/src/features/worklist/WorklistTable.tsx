import { Grid, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ActionTag } from "@/features/worklist/ActionTag";
import { DueOn } from "@/features/worklist/DueOn";
import styles from "@/features/worklist/WorklistTable.module.css";
import type { WorklistRow } from "@/shared/api/types";
import { number } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { DataTable } from "@/shared/ui/DataTable";
import { LikelihoodBar, TierTag, VerdictTag } from "@/shared/ui/tags";
import { sortOrder } from "@/shared/ui/sorting";

interface WorklistTableProps {
  rows: WorklistRow[] | undefined;
  loading: boolean;
  ordering: string;
  onOrder: (ordering: string) => void;
}

export function WorklistTable({ rows, loading, ordering, onOrder }: WorklistTableProps) {
  const { t } = useTranslation("worklist");
  const narrow = !(Grid.useBreakpoint().md ?? true);
  const columns = useColumns(ordering || "-value");
  return (
    <DataTable<WorklistRow>
      rows={rows}
      rowKey={(row) => `${row.uscc}-${row.programme.code}`}
      columns={narrow ? [{ key: "card", render: (_, row) => <CompactStep row={row} /> }] : columns}
      loading={loading}
      scroll={narrow ? undefined : { x: 1180 }}
      sortDirections={["descend", "ascend"]}
      empty={t("empty")}
      onOrder={onOrder}
    />
  );
}

function useColumns(ordering: string): TableColumnsType<WorklistRow> {
  const { t } = useTranslation("worklist");
  const { t: common } = useTranslation();
  return [
    {
      key: "value",
      title: t("column.value"),
      dataIndex: "value",
      width: 90,
      align: "right",
      sorter: true,
      sortOrder: sortOrder(ordering, "value"),
      render: (value: number) => <Value value={value} />,
    },
    { key: "action", title: t("column.action"), width: 128, render: (_, row) => <Step row={row} /> },
    { key: "firm", title: common("column.name"), width: 220, render: (_, row) => <Firm row={row} /> },
    {
      key: "why",
      title: t("column.why"),
      render: (_, row) => (
        <div className={styles["roomy"]}>
          <Why row={row} />
        </div>
      ),
    },
    {
      key: "likelihood",
      title: t("column.likelihood"),
      width: 116,
      render: (_, row) => <LikelihoodBar value={row.likelihood} />,
    },
    {
      key: "verdict",
      title: common("column.verdict"),
      width: 82,
      render: (_, row) => row.verdict && <VerdictTag verdict={row.verdict} />,
    },
    {
      key: "due_on",
      title: t("column.due"),
      width: 108,
      sorter: true,
      sortOrder: sortOrder(ordering, "due_on"),
      render: (_, row) => <DueOn due={row.due_on} />,
    },
    {
      key: "caseworker",
      title: t("column.caseworker"),
      width: 76,
      render: (_, row) => row.caseworker?.display_name ?? <span className="muted">{t("unassigned")}</span>,
    },
  ];
}

/** The same on a phone: one below the other. */
function CompactStep({ row }: { row: WorklistRow }) {
  return (
    <div className={styles["compact"]}>
      <div className={styles["line"]}>
        <ActionTag action={row.action} />
        {row.verdict && <VerdictTag verdict={row.verdict} />}
        {row.likelihood != null && <LikelihoodBar value={row.likelihood} />}
      </div>
      <Firm row={row} />
      <Why row={row} />
      {row.due_on && <DueOn due={row.due_on} />}
    </div>
  );
}

function Value({ value }: { value: number }) {
  return <strong>{number(value, 0)}</strong>;
}

function Step({ row }: { row: WorklistRow }) {
  const words = useWords();
  return (
    <>
      <ActionTag action={row.action} />
      <div className="muted">{words(row.programme)}</div>
    </>
  );
}

function Firm({ row }: { row: WorklistRow }) {
  return (
    <>
      <Link to={`/enterprises/${row.uscc}`}>{row.name}</Link>
      <div className={styles["firm"]}>
        <TierTag tier={row.tier} />
        <span className="muted">{row.region?.name}</span>
      </div>
    </>
  );
}

/** The reasons as sentences: the first is what has to be done, the others support it. */
function Why({ row }: { row: WorklistRow }) {
  const words = useWords();
  return (
    <ul className={styles["why"]}>
      {row.reasons.map((reason) => (
        <li key={reason.code}>{words(reason)}</li>
      ))}
    </ul>
  );
}
