import { Grid, Select, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import {
  type ColumnDraft,
  type OpenNeed,
  type SheetDraft,
  withField,
  withUnit,
} from "@/features/imports/mapping/draft";
import { FieldSelect } from "@/features/imports/mapping/FieldSelect";
import { columnId } from "@/features/imports/mapping/NeedsList";
import styles from "@/features/imports/mapping/mapping.module.css";
import type { Field } from "@/features/imports/types";
import { MISSING } from "@/shared/format";
import { DataTable } from "@/shared/ui/DataTable";

interface ColumnsTableProps {
  sheet: SheetDraft;
  needs: OpenNeed[];
  fields: readonly Field[];
  onChange: (change: Partial<SheetDraft>) => void;
}

/** The columns of a sheet, one a line: its header, what stands in it, and what it is read as. */
export function ColumnsTable(props: ColumnsTableProps) {
  const wide = Grid.useBreakpoint().md ?? true;
  const columns = useColumns(props);
  const needed = new Set(props.needs.map(({ letter }) => letter));
  return (
    <DataTable<ColumnDraft>
      rows={props.sheet.columns}
      rowKey={({ letter }) => letter}
      columns={wide ? columns : columns.slice(-1)}
      onRow={({ letter }) => ({
        id: columnId(props.sheet.name, letter),
        className: needed.has(letter) ? styles["needed"] : undefined,
      })}
    />
  );
}

function useColumns(props: ColumnsTableProps): TableColumnsType<ColumnDraft> {
  const { t } = useTranslation("imports");
  const wide = Grid.useBreakpoint().md ?? true;
  return [
    { key: "letter", title: t("mapping.column"), width: 56, dataIndex: "letter" },
    { key: "header", title: t("mapping.header"), width: "20%", render: (_, column) => <Header column={column} /> },
    { key: "samples", title: t("mapping.samples"), width: "32%", render: (_, column) => <Samples column={column} /> },
    {
      key: "field",
      title: wide ? t("mapping.field") : t("mapping.columns"),
      render: (_, column) => (
        <>
          {!wide && (
            <div className={styles["headOfCard"]}>
              {column.letter} · <Header column={column} />
              <Samples column={column} />
            </div>
          )}
          <Choice column={column} {...props} />
        </>
      ),
    },
  ];
}

function Header({ column }: { column: ColumnDraft }) {
  const { t } = useTranslation("imports");
  return column.header ? <strong>{column.header}</strong> : <span className="muted">{t("mapping.noHeader")}</span>;
}

function Samples({ column }: { column: ColumnDraft }) {
  return (
    <div className={styles["samples"]}>
      {column.samples.length === 0 && MISSING}
      {column.samples.map((text) => (
        <span key={text} title={text}>
          {text}
        </span>
      ))}
    </div>
  );
}

function Choice({ column, sheet, fields, onChange }: ColumnsTableProps & { column: ColumnDraft }) {
  const { t } = useTranslation("imports");
  const field = fields.find(({ name }) => name === column.field);
  const taken = new Set(sheet.columns.filter(({ letter }) => letter !== column.letter).map((other) => other.field));
  const name = column.header || column.letter;
  return (
    <div className={styles["choice"]}>
      <FieldSelect
        label={t("mapping.fieldOf", { column: name })}
        value={column.field}
        suggestions={column.suggestions}
        fields={fields}
        taken={taken}
        onChange={(chosen) =>
          onChange(withField(sheet, column.letter, fields.find((one) => one.name === chosen) ?? null))
        }
      />
      {field && field.units.length > 0 && (
        <Select
          className={styles["unit"]}
          aria-label={t("mapping.unitOf", { column: name })}
          placeholder={t("mapping.unit")}
          status={column.unit === null ? "warning" : undefined}
          value={column.unit}
          options={field.units.map((unit) => ({ value: unit, label: unit }))}
          onChange={(unit) => onChange(withUnit(sheet, column.letter, unit))}
        />
      )}
    </div>
  );
}
