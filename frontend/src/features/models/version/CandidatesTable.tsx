import { Tag, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { FigureCell } from "@/features/models/FigureCell";
import type { CandidateResult } from "@/features/models/types";
import { MISSING } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import type { MetricName } from "@/shared/modelFigures";
import { DataTable } from "@/shared/ui/DataTable";

const SHOWN: readonly MetricName[] = ["auc", "average_precision", "brier", "log_loss", "ece"];

/** All candidates through one and the same validation; the simplest within one standard error of the best was taken. */
export function CandidatesTable({ candidates }: { candidates: CandidateResult[] }) {
  const { t } = useTranslation("models");
  const words = useWords();
  const columns: TableColumnsType<CandidateResult> = [
    {
      key: "name",
      title: t("column.algorithm"),
      render: (_, row) => (
        <>
          {words(row.algorithm)} {row.chosen && <Tag color="blue">{t("candidates.chosen")}</Tag>}
        </>
      ),
    },
    {
      key: "earlier",
      title: t("candidates.earlier"),
      width: 130,
      align: "right",
      render: (_, row) => row.earlier_log_loss?.toFixed(4) ?? MISSING,
    },
    ...SHOWN.map((name) => ({
      key: name,
      title: t(`metric.${name}`),
      width: 136,
      align: "right" as const,
      render: (_: unknown, row: CandidateResult) => <FigureCell metrics={row.metrics} name={name} />,
    })),
  ];
  return (
    <DataTable<CandidateResult>
      rows={candidates}
      rowKey={({ algorithm }) => algorithm.code}
      columns={columns}
      scroll={{ x: 1040 }}
    />
  );
}
