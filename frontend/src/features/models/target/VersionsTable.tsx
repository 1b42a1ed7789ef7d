import type { TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EarnedTag } from "@/features/models/EarnedTag";
import type { ModelRow } from "@/features/models/types";
import { instant, MISSING } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { figureWithInterval } from "@/shared/modelFigures";
import { DataTable } from "@/shared/ui/DataTable";

/** Every version of a target's model, the newest first. */
export function VersionsTable({ versions }: { versions: ModelRow[] }) {
  const { t } = useTranslation("models");
  const words = useWords();
  const columns: TableColumnsType<ModelRow> = [
    {
      key: "version",
      title: t("column.version"),
      render: (_, row) => <Link to={`/models/${row.target}/${row.version}`}>{row.version}</Link>,
    },
    { key: "state", title: t("column.state"), width: 150, render: (_, row) => <EarnedTag of={row} /> },
    { key: "algorithm", title: t("column.algorithm"), width: 190, render: (_, row) => words(row.algorithm) },
    { key: "auc", title: t("metric.auc"), width: 170, render: (_, row) => figureWithInterval(row.metrics, "auc") },
    { key: "ece", title: t("metric.ece"), width: 200, render: (_, row) => figureWithInterval(row.metrics, "ece") },
    {
      key: "trained",
      title: t("column.trained"),
      width: 220,
      render: (_, row) => `${row.trained_by?.display_name ?? MISSING} · ${instant(row.trained_at)}`,
    },
  ];
  return (
    <DataTable<ModelRow>
      rows={versions}
      rowKey={({ version }) => version}
      columns={columns}
      scroll={{ x: 1080 }}
      empty={t("versions.empty")}
    />
  );
}
