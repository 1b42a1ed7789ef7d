import { Tooltip, type TableColumnType } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import styles from "@/features/enterprises/EnterprisesTable.module.css";
import type { OptionalColumn } from "@/features/enterprises/state";
import type { EnterpriseRow } from "@/shared/api/types";
import { factLink } from "@/shared/factAddress";
import { amountIn, day, MISSING } from "@/shared/format";
import { DataTable } from "@/shared/ui/DataTable";
import { FirmStatusTag, LikelihoodBar, SyntheticTag, TierTag, VerdictTag } from "@/shared/ui/tags";
import { sortOrder } from "@/shared/ui/sorting";

interface EnterprisesTableProps {
  rows: EnterpriseRow[] | undefined;
  loading: boolean;
  shown: readonly OptionalColumn[];
  ordering: string;
  onOrder: (ordering: string) => void;
}

type Column = TableColumnType<EnterpriseRow>;

export function EnterprisesTable({ rows, loading, shown, ordering, onOrder }: EnterprisesTableProps) {
  const { t } = useTranslation("enterprises");
  const columns = useColumns(ordering || "name").filter(
    ({ key }) => key === "name" || shown.includes(key as OptionalColumn),
  );
  return (
    <DataTable<EnterpriseRow>
      rows={rows}
      rowKey={({ uscc }) => uscc}
      columns={columns}
      loading={loading}
      scroll={{ x: columns.reduce((sum, { width }) => sum + Number(width), 0) }}
      empty={t("empty")}
      onOrder={onOrder}
    />
  );
}

function useColumns(ordering: string): Column[] {
  const { t } = useTranslation("enterprises");
  const { t: common } = useTranslation();
  const sorted = (key: string): Column => ({ key, sorter: true, sortOrder: sortOrder(ordering, key) });
  return [
    {
      ...sorted("name"),
      title: common("column.name"),
      width: 250,
      fixed: "start",
      render: (_, row) => <Firm row={row} />,
    },
    { ...sorted("tier"), title: common("column.tier"), width: 128, render: (_, row) => <TierTag tier={row.tier} /> },
    { key: "region", title: common("column.region"), width: 84, render: (_, row) => row.region?.name ?? MISSING },
    {
      key: "industry",
      title: common("column.industry"),
      width: 130,
      ellipsis: { showTitle: false },
      render: (_, row) => <Tooltip title={row.industry?.name}>{row.industry?.name ?? MISSING}</Tooltip>,
    },
    {
      ...sorted("registered_on"),
      title: t("column.registered_on"),
      width: 112,
      render: (_, row) => day(row.registered_on),
    },
    {
      ...sorted("revenue"),
      title: <span className={styles["head"]}>{t("column.revenue")}</span>,
      width: 148,
      align: "right",
      render: (_, row) => <Revenue row={row} />,
    },
    {
      key: "tech_sme",
      title: t("column.tech_sme"),
      width: 110,
      render: (_, row) => <Verdict row={row} programme="tech_sme" />,
    },
    { key: "hnte", title: t("column.hnte"), width: 120, render: (_, row) => <Verdict row={row} programme="hnte" /> },
    {
      ...sorted("hnte_12m"),
      title: t("column.hnte_12m"),
      width: 126,
      render: (_, row) => <LikelihoodBar value={row.likelihoods["hnte_12m"]} />,
    },
    {
      ...sorted("gazelle_3y"),
      title: t("column.gazelle_3y"),
      width: 126,
      render: (_, row) => <LikelihoodBar value={row.likelihoods["gazelle_3y"]} />,
    },
    { key: "status", title: t("column.status"), width: 90, render: (_, row) => <FirmStatusTag status={row.status} /> },
  ];
}

function Firm({ row }: { row: EnterpriseRow }) {
  return (
    <>
      <Link to={`/enterprises/${row.uscc}`}>{row.name}</Link>
      <div className={styles["code"]}>
        <span className="code muted">{row.uscc}</span>
        {row.is_synthetic && <SyntheticTag />}
      </div>
    </>
  );
}

function Revenue({ row }: { row: EnterpriseRow }) {
  if (!row.revenue) return MISSING;
  return (
    <>
      <Link
        className={styles["figure"]}
        to={factLink(row.uscc, { table: "financial_year", field: "revenue", year: row.revenue.year })}
      >
        {amountIn("wan", row.revenue.value)}
      </Link>{" "}
      <span className="muted">{row.revenue.year}</span>
    </>
  );
}

function Verdict({ row, programme }: { row: EnterpriseRow; programme: string }) {
  const found = row.verdicts[programme];
  return found ? <VerdictTag verdict={found.verdict} low={found.points_low} high={found.points_high} /> : MISSING;
}
