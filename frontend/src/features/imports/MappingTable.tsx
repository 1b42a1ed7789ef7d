import { Tag, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import type { Import } from "@/shared/api/types";
import { MISSING } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { DataTable } from "@/shared/ui/DataTable";

type Column = Import["mapping"][number];

/** Which column of the file was read as what, and in which unit. */
export function MappingTable({ columns: read }: { columns: Column[] }) {
  const { t } = useTranslation("imports");
  const columns: TableColumnsType<Column> = [
    { key: "letter", title: t("mapping.column"), width: 64, dataIndex: "letter" },
    { key: "header", title: t("mapping.header"), render: (_, row) => row.column || MISSING },
    { key: "field", title: t("mapping.field"), render: (_, row) => <Field column={row} /> },
    { key: "unit", title: t("mapping.unit"), width: 80, render: (_, row) => row.unit ?? MISSING },
  ];
  return (
    <DataTable<Column>
      rows={read}
      rowKey={(row) => `${row.sheet}-${row.letter}`}
      columns={columns}
      scroll={{ y: 280 }}
    />
  );
}

function Field({ column }: { column: Column }) {
  const { t } = useTranslation("imports");
  const words = useWords();
  const name = column.field_name;
  if (!column.field) return <Tag>{t("mapping.notRead")}</Tag>;
  return name ? words(name) : column.field;
}
