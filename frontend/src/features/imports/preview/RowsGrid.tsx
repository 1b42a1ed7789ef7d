import { Button, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFields } from "@/features/imports/kinds";
import { OutcomeTag } from "@/features/imports/OutcomeTag";
import { goByArrows } from "@/features/imports/preview/arrowKeys";
import { awaitsDecision } from "@/features/imports/preview/decisions";
import { EditableCell } from "@/features/imports/preview/EditableCell";
import { type GridColumn, gridCell, gridColumns } from "@/features/imports/preview/grid";
import styles from "@/features/imports/preview/preview.module.css";
import { RowFindings } from "@/features/imports/preview/RowFindings";
import type { useRowChange } from "@/features/imports/preview/useRowChange";
import type { Field, Import, Row } from "@/features/imports/types";
import { DataTable } from "@/shared/ui/DataTable";

export interface RowsProps {
  table: Import;
  rows: Row[] | undefined;
  loading: boolean;
  changing: ReturnType<typeof useRowChange>;
  onOpen: (row: Row) => void;
}

const WIDTHS: Partial<Record<Field["reading"], number>> = { uscc: 186, name: 210, year: 84, count: 104, choice: 116 };
const WIDTH = 136;
const AROUND = 780;

/** The rows as a sheet: what becomes of each, its cells with what is wrong in them, and the way to its decision. */
export function RowsGrid(props: RowsProps) {
  const { t } = useTranslation("imports");
  const cells = gridColumns(props.table);
  const columns = useColumns(props, cells);
  const widthOf = useWidths(props.table.kind);
  return (
    <div className={styles["grid"]} onKeyDown={goByArrows}>
      <DataTable<Row>
        rows={props.rows}
        rowKey={({ id }) => String(id)}
        columns={columns}
        loading={props.loading}
        scroll={{ x: cells.reduce((sum, { field }) => sum + widthOf(field), AROUND) }}
        empty={t("rows.empty")}
      />
    </div>
  );
}

function useColumns({ table, changing, onOpen }: RowsProps, cells: GridColumn[]): TableColumnsType<Row> {
  const { t } = useTranslation("imports");
  const fields = useFields(table.kind);
  const widthOf = useWidths(table.kind);
  const sheets = table.sheets.filter(({ read }) => read).length;
  return [
    {
      key: "place",
      title: t("rows.number"),
      width: sheets > 1 ? 120 : 60,
      fixed: "left",
      render: (_, row) => (sheets > 1 ? `${row.sheet} · ${row.number}` : row.number),
    },
    {
      key: "outcome",
      title: t("rows.outcome"),
      width: 84,
      fixed: "left",
      render: (_, row) => <OutcomeTag row={row} />,
    },
    { key: "findings", title: t("rows.findings"), width: 320, render: (_, row) => <RowFindings row={row} /> },
    { key: "firm", title: t("rows.firm"), width: 180, render: (_, row) => <Firm row={row} /> },
    ...cells.map((column, place) => ({
      key: column.field,
      width: widthOf(column.field),
      title: <Head column={column} />,
      render: (_: unknown, row: Row) => {
        const cell = gridCell(row, column, fields.get(column.field));
        const busy =
          changing.pending?.row.id === row.id && cell !== null && cell.letter in (changing.pending.change.cells ?? {});
        const mend = (text: string | null) =>
          cell && changing.change({ row, change: { cells: { [cell.letter]: text } } });
        return (
          cell && (
            <EditableCell
              cell={cell}
              label={column.header}
              first={place === 0}
              busy={busy}
              onMend={table.can.edit ? mend : undefined}
            />
          )
        );
      },
    })),
    {
      key: "open",
      width: 76,
      fixed: "right",
      render: (_, row) => (
        <Button size="small" type={awaitsDecision(table, row) ? "primary" : "text"} onClick={() => onOpen(row)}>
          {t(awaitsDecision(table, row) ? "row.decide" : "row.open")}
        </Button>
      ),
    },
  ];
}

/** Room for what stands in a column of a field: codes and names are long, years are not. */
function useWidths(kind: Import["kind"]): (field: string) => number {
  const fields = useFields(kind);
  return (field) => WIDTHS[fields.get(field)?.reading ?? "text"] ?? WIDTH;
}

function Head({ column }: { column: GridColumn }) {
  return (
    <span title={column.header}>
      {column.header}
      {column.unit && !column.header.includes(column.unit) && <span className="muted"> ({column.unit})</span>}
    </span>
  );
}

/** The firm on record that the row was found to be about. */
export function Firm({ row }: { row: Row }) {
  const { t } = useTranslation("imports");
  if (row.enterprise) return <Link to={`/enterprises/${row.enterprise.uscc}`}>{row.enterprise.name}</Link>;
  return row.outcome === "create" ? <span className="muted">{t("rows.newFirm")}</span> : null;
}
