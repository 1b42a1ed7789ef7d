import type { TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { DataTable } from "@/shared/ui/DataTable";

interface RecordTableProps<Row> {
  rows: Row[];
  columns: TableColumnsType<Row>;
  rowKey: (row: Row) => string;
  /** What an empty table means here; by default only that nothing is on record. */
  empty?: string;
}

/** A short table of records of one firm: no pages, and words for its being empty. */
export function RecordTable<Row extends object>({ rows, columns, rowKey, empty }: RecordTableProps<Row>) {
  const { t } = useTranslation("enterprise");
  if (rows.length === 0) return <span className="muted">{empty ?? t("records.none")}</span>;
  return (
    <DataTable<Row>
      rows={rows}
      rowKey={rowKey}
      columns={columns}
      pagination={rows.length > 20 ? { pageSize: 20, size: "small", showSizeChanger: false } : false}
      scroll={{ x: "max-content" }}
    />
  );
}
