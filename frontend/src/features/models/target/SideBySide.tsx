import { Card, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EarnedTag } from "@/features/models/EarnedTag";
import type { ModelRow } from "@/features/models/types";
import { figureWithInterval, type MetricName, METRICS } from "@/shared/modelFigures";
import { DataTable } from "@/shared/ui/DataTable";

interface Line {
  name: MetricName;
}
const LINES: readonly Line[] = METRICS.map((name) => ({ name }));

/** The model in use beside a newer one, figure by figure, each on the year that it had never seen. */
export function SideBySide({ champion, challenger }: { champion: ModelRow; challenger: ModelRow }) {
  const { t } = useTranslation("models");
  const of = (row: ModelRow, role: "champion" | "challenger"): TableColumnsType<Line>[number] => ({
    key: role,
    title: (
      <>
        {t(role)} <Link to={`/models/${row.target}/${row.version}`}>{row.version}</Link>{" "}
        {role === "challenger" && <EarnedTag of={row} />}
      </>
    ),
    render: (_, { name }) => figureWithInterval(row.metrics, name),
  });
  const columns: TableColumnsType<Line> = [
    { key: "metric", title: t("column.metric"), width: 200, render: (_, { name }) => t(`metric.${name}`) },
    of(champion, "champion"),
    of(challenger, "challenger"),
  ];
  return (
    <Card title={t("sideBySide.title")}>
      <p className="muted">{t("sideBySide.note")}</p>
      <DataTable<Line> rows={LINES} rowKey={({ name }) => name} columns={columns} />
    </Card>
  );
}
