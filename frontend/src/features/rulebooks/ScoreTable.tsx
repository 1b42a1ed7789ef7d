import { Tag, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import type { Sheet } from "@/shared/api/types";
import { number } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { Citation } from "@/shared/ui/Citation";
import { DataTable } from "@/shared/ui/DataTable";

type Part = Sheet["parts"][number];
type Item = Part["items"][number];
interface Row {
  key: string;
  part: Part;
  item: Item;
  /** How many rows the part's own cell spans: all of its items for the first one, none for the others. */
  span: number;
}

/** The score sheet as a flat table whose first column joins the items of a part. */
export function rowsOf(sheet: Sheet): Row[] {
  return sheet.parts.flatMap((part) =>
    part.items.map((item, at) => ({ key: item.id, part, item, span: at === 0 ? part.items.length : 0 })),
  );
}

export function ScoreTable({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  const columns: TableColumnsType<Row> = [
    {
      key: "part",
      title: t("sheet.part"),
      width: 220,
      onCell: ({ span }) => ({ rowSpan: span }),
      render: (_, { part }) => (
        <>
          <strong>{words(part.title)}</strong>{" "}
          <span className="muted">{t("sheet.atMost", { max: number(part.max) })}</span>
        </>
      ),
    },
    { key: "item", title: t("sheet.item"), render: (_, { item }) => <ItemName item={item} /> },
    { key: "max", title: t("sheet.max"), width: 90, align: "right", render: (_, { item }) => number(item.max) },
    {
      key: "article",
      title: t("column.article"),
      width: 220,
      render: (_, { item }) => <Citation of={{ ...item, note: null }} />,
    },
  ];
  return (
    <DataTable<Row> bordered rows={rowsOf(sheet)} rowKey={({ key }) => key} columns={columns} scroll={{ x: 760 }} />
  );
}

function ItemName({ item }: { item: Item }) {
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  return (
    <>
      {words(item.title)} {item.bonus && <Tag color="blue">{t("sheet.bonus")}</Tag>}
      {item.note && <div className="muted">{t("reading", { note: words(item.note) })}</div>}
    </>
  );
}
