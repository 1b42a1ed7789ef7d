import { Empty, Tooltip, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { FIGURES, isPeople, yearColumns, type Figure } from "@/features/enterprise/financialFigures";
import styles from "@/features/enterprise/FinancialYears.module.css";
import type { FinancialYear } from "@/shared/api/types";
import { amountIn, day, number } from "@/shared/format";
import { DataTable } from "@/shared/ui/DataTable";
import { Provenance } from "@/shared/ui/Provenance";

interface Row {
  figure: Figure;
}

/** Figures by year, newest first; money in 万元; the source shows on hover. */
export function FinancialYears({ years }: { years: FinancialYear[] }) {
  const { t } = useTranslation("enterprise");
  if (years.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("facts.noYears")} />;
  const reports = yearColumns(years);
  const columns: TableColumnsType<Row> = [
    {
      key: "figure",
      title: t("facts.figure"),
      width: 180,
      fixed: "start",
      render: (_, { figure }) => <Name figure={figure} />,
    },
    ...reports.map((report, at) => ({
      key: `${report.year}-${report.basis}-${at}`,
      title: <Head report={report} />,
      width: 130,
      align: "right" as const,
      render: (_: unknown, { figure }: Row) => <Cell report={report} figure={figure} />,
    })),
  ];
  return (
    <DataTable<Row>
      rows={FIGURES.map((figure) => ({ figure }))}
      rowKey={({ figure }) => figure}
      columns={columns}
      scroll={{ x: 180 + 130 * reports.length }}
    />
  );
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
      <div className={styles["basis"]}>{day(report.known_on)}</div>
    </Tooltip>
  );
}

function Cell({ report, figure }: { report: FinancialYear; figure: Figure }) {
  const value = report[figure];
  if (value == null) return <span className="muted">—</span>;
  return (
    <Tooltip title={<Provenance of={report} />}>
      <span>{typeof value === "number" ? number(value) : amountIn("wan", value)}</span>
    </Tooltip>
  );
}
