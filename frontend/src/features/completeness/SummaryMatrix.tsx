import { useQuery } from "@tanstack/react-query";
import { Skeleton, Tooltip, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { byWeight, lacking, listAt, share } from "@/features/completeness/matrix";
import { summaryQuery } from "@/features/completeness/queries";
import styles from "@/features/completeness/completeness.module.css";
import type { CompletenessSummary } from "@/shared/api/types";
import { day, number } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { can, useMe } from "@/shared/session";
import { DataTable } from "@/shared/ui/DataTable";
import { Problem } from "@/shared/ui/Problem";

type County = CompletenessSummary["rows"][number];
type Fact = CompletenessSummary["facts"][number];

/** Counties by facts: for how many firms each is missing or old; a number leads to its firms. */
export function SummaryMatrix() {
  const { t } = useTranslation("completeness");
  const { data, isPending, error, refetch } = useQuery(summaryQuery);
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 10 }} />;
  return (
    <>
      <p className="muted">{data.as_of ? t("summary.asOf", { on: day(data.as_of) }) : t("summary.never")}</p>
      <Matrix summary={data} />
    </>
  );
}

function Matrix({ summary }: { summary: CompletenessSummary }) {
  const { t } = useTranslation("completeness");
  const { t: common } = useTranslation();
  const columns: TableColumnsType<County> = [
    {
      key: "region",
      title: common("filter.region"),
      width: 150,
      fixed: "start",
      render: (_, { region }) => region?.name ?? t("summary.noRegion"),
    },
    { key: "total", title: t("summary.total"), width: 84, align: "right", render: (_, row) => number(row.total) },
    {
      key: "incomplete",
      title: t("summary.incomplete"),
      width: 96,
      align: "right",
      render: (_, row) => <Count value={row.incomplete} to={row.region && listAt({ region: row.region.code })} />,
    },
    ...byWeight(summary).map((fact) => factColumn(fact)),
  ];
  return (
    <DataTable<County>
      rows={summary.rows}
      rowKey={({ region }) => region?.code ?? "unknown"}
      columns={columns}
      bordered
      scroll={{ x: 330 + 92 * summary.facts.length }}
      empty={t("summary.empty")}
    />
  );
}

function factColumn(fact: Fact): TableColumnsType<County>[number] {
  return {
    key: fact.fact,
    title: <FactName fact={fact} />,
    width: 92,
    align: "right",
    onCell: (county) => ({
      style: { background: `rgb(185 134 44 / ${(share(county, fact.fact) * 0.45).toFixed(3)})` },
    }),
    render: (_, county) => <Cell county={county} fact={fact.fact} />,
  };
}

function FactName({ fact }: { fact: Fact }) {
  const words = useWords();
  return <span className={styles["head"]}>{words(fact)}</span>;
}

function Cell({ county, fact }: { county: County; fact: string }) {
  const { t } = useTranslation("completeness");
  const counts = county.counts[fact];
  const text = counts && t("summary.split", { missing: number(counts.missing), stale: number(counts.stale) });
  return (
    <Tooltip title={text}>
      <span>
        <Count value={lacking(county, fact)} to={county.region && listAt({ region: county.region.code, fact })} />
      </span>
    </Tooltip>
  );
}

function Count({ value, to }: { value: number | null; to: string | null }) {
  const mayList = can(useMe(), "financials", "view");
  if (!value || !to || !mayList) return <span className="muted">{number(value)}</span>;
  return <Link to={to}>{number(value)}</Link>;
}
