import type { TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { useFields } from "@/features/imports/kinds";
import { cellText } from "@/features/imports/mapping/draft";
import { EditableCell } from "@/features/imports/preview/EditableCell";
import { shownValue, sheetColumns, wasOf } from "@/features/imports/preview/grid";
import styles from "@/features/imports/preview/preview.module.css";
import type { useRowChange } from "@/features/imports/preview/useRowChange";
import type { Column, Import, Row } from "@/features/imports/types";
import { MISSING } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { DataTable } from "@/shared/ui/DataTable";

interface CellsTableProps {
  table: Import;
  row: Row;
  changing: ReturnType<typeof useRowChange>;
}

interface Line {
  column: Column;
  index: number;
}

/** Every cell of a row under its header, what it was understood as, and what it replaces. */
export function CellsTable({ table, row, changing }: CellsTableProps) {
  const { t } = useTranslation("imports");
  const words = useWords();
  const fields = useFields(table.kind);
  const { new: now = {}, old = {} } = row.values;
  const columns: TableColumnsType<Line> = [
    {
      key: "header",
      title: t("mapping.header"),
      width: "30%",
      render: (_, { column }) => (
        <>
          {column.column || column.letter}
          <div className="muted">
            {column.letter} · {column.field ? words(column.field_name) || column.field : t("mapping.notRead")}
          </div>
        </>
      ),
    },
    { key: "cell", title: t("cells.cell"), render: (_, line) => <LineCell {...{ table, row, changing, line }} /> },
    {
      key: "value",
      title: t("cells.value"),
      width: "32%",
      render: (_, { column }) => {
        if (column.field === null) return <span className="muted">{MISSING}</span>;
        const field = fields.get(column.field);
        const replaces = row.outcome === "update" && column.field in old;
        return (
          <>
            {replaces && <del className={styles["old"]}>{shownValue(old[column.field], field) || MISSING}</del>}
            <div>{shownValue(now[column.field], field) || <span className="muted">{MISSING}</span>}</div>
          </>
        );
      },
    },
  ];
  return (
    <DataTable<Line>
      rows={sheetColumns(table, row.sheet).map((column, index) => ({ column, index }))}
      rowKey={({ column }) => column.letter}
      columns={columns}
    />
  );
}

function LineCell({ table, row, changing, line: { column, index } }: CellsTableProps & { line: Line }) {
  const cell = {
    letter: column.letter,
    text: cellText(row.cells[index]),
    findings: row.findings.filter(({ letter }) => letter === column.letter),
    was: wasOf(row, column.letter),
    old: undefined,
  };
  const busy = changing.pending?.row.id === row.id && column.letter in (changing.pending.change.cells ?? {});
  const mend = (text: string | null) => changing.change({ row, change: { cells: { [column.letter]: text } } });
  return (
    <EditableCell
      cell={cell}
      label={column.column || column.letter}
      busy={busy}
      onMend={table.can.edit && column.field !== null ? mend : undefined}
    />
  );
}
