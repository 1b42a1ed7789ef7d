import { Empty, Tooltip, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import {
  countingReport,
  FIGURES,
  isPeople,
  yearColumns,
  yearsOf,
  type Figure,
} from "@/features/enterprise/financialFigures";
import styles from "@/features/enterprise/FinancialYears.module.css";
import { Value } from "@/features/enterprise/provenance/Value";
import type { FinancialYear, Sources } from "@/shared/api/types";
import { amountIn, day, number } from "@/shared/format";
import { DataTable } from "@/shared/ui/DataTable";
import { Provenance } from "@/shared/ui/Provenance";

interface Row {
  figure: Figure;
}
/** Either the value that counts for each year, or every report as it came. */
export type YearView = "counting" | "reports";

interface FinancialYearsProps {
  years: FinancialYear[];
  sources: Sources | undefined;
  view: YearView;
}

/** Figures by year, newest first; money in 万元; each opens where it comes from. */
export function FinancialYears({ years, sources, view }: FinancialYearsProps) {
  const { t } = useTranslation("enterprise");
  if (years.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("facts.noYears")} />;
  const columns = view === "reports" ? reportColumns(years) : countingColumns(years, sources);
  return (
    <DataTable<Row>
      rows={FIGURES.map((figure) => ({ figure }))}
      rowKey={({ figure }) => figure}
      columns={[
        {
          key: "figure",
          title: t("facts.figure"),
          width: 180,
          fixed: "start",
          render: (_, { figure }) => <Name figure={figure} />,
        },
        ...columns,
        { key: "rest" }, // takes what room is left, so that figures stay near their names
      ]}
      scroll={{ x: 180 + 140 * columns.length }}
    />
  );
}

const NARROW = { width: 140, align: "right" as const };

function countingColumns(years: FinancialYear[], sources: Sources | undefined): TableColumnsType<Row> {
  return yearsOf(years).map((year) => ({
    ...NARROW,
    key: String(year),
    title: year,
    render: (_, { figure }) => {
      const report = countingReport(years, sources, { year, figure });
      return report ? (
        <Value markFirst of={{ table: "financial_year", field: figure, year }}>
          <Amount of={report[figure]} />
        </Value>
      ) : (
        <span className="muted">—</span>
      );
    },
  }));
}

function reportColumns(years: FinancialYear[]): TableColumnsType<Row> {
  return yearColumns(years).map((report) => ({
    ...NARROW,
    key: String(report.id),
    title: <Head report={report} />,
    render: (_, { figure }) =>
      report[figure] == null ? (
        <span className="muted">—</span>
      ) : (
        <Value markFirst of={{ table: "financial_year", field: figure, year: report.year, id: report.id }}>
          <Amount of={report[figure]} />
        </Value>
      ),
  }));
}

function Name({ figure }: { figure: Figure }) {
  const { t } = useTranslation("enterprise");
  return (
    <>
      {t(`figure.${figure}`)} <span className="muted">{t(isPeople(figure) ? "facts.people" : "facts.wan")}</span>
    </>
  );
}

function Head({ report }: { report: FinancialYear }) {
  const { t } = useTranslation("enterprise");
  return (
    <Tooltip title={<Provenance of={report} />}>
      {report.year}
      <div className={styles["basis"]}>{t(`basis.${report.basis}`)}</div>
      <div className={styles["basis"]}>{report.source}</div>
      <div className={styles["basis"]}>{day(report.known_on)}</div>
    </Tooltip>
  );
}

function Amount({ of }: { of: string | number | null }) {
  return typeof of === "number" ? number(of) : amountIn("wan", of);
}
