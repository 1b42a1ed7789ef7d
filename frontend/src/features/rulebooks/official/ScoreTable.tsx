import { Tag, type TableColumnsType } from "antd";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import styles from "@/features/rulebooks/official/official.module.css";
import { type Row, rowsOf } from "@/features/rulebooks/official/scoreRows";
import type { Band, ScoreItem, ScoreSheet } from "@/features/rulebooks/types";
import { number } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { Citation } from "@/shared/ui/Citation";
import { DataTable } from "@/shared/ui/DataTable";

/** The score sheet: parts, their items, and for each item when it gives how many points. */
export function ScoreTable({ sheet, compact }: { sheet: ScoreSheet; compact: boolean }) {
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  const part: TableColumnsType<Row>[number] = {
    key: "part",
    title: t("sheet.part"),
    width: 130,
    onCell: ({ span }) => ({ rowSpan: span }),
    render: (_, row) => (
      <>
        <strong>{words(row.part.title)}</strong>
        <div className="muted">{t("sheet.atMost", { max: number(row.part.max) })}</div>
      </>
    ),
  };
  const article: TableColumnsType<Row>[number] = {
    key: "article",
    title: t("column.article"),
    width: 130,
    render: (_, { item }) => <Citation of={{ ...item, note: null }} />,
  };
  const columns: TableColumnsType<Row> = [
    ...(compact ? [] : [part]),
    { key: "item", title: t("sheet.item"), width: compact ? 150 : 210, render: (_, { item }) => <Item of={item} /> },
    { key: "max", title: t("sheet.max"), width: 64, align: "right", render: (_, { item }) => number(item.max) },
    { key: "scale", title: t("sheet.scale"), render: (_, { item }) => <Scale bands={item.scale} /> },
    ...(compact ? [] : [article]),
  ];
  return (
    <DataTable<Row>
      bordered
      rows={rowsOf(sheet)}
      rowKey={({ key }) => key}
      columns={columns}
      scroll={{ x: compact ? 460 : 820 }}
    />
  );
}

function Item({ of }: { of: ScoreItem }) {
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  return (
    <>
      {words(of.title)} {of.bonus && <Tag color="blue">{t("sheet.bonus")}</Tag>}
      {of.note && <div className="muted">{t("reading", { note: words(of.note) })}</div>}
    </>
  );
}

/** The bands in words; what is looked at, and each route to the points, stands above its own. */
function Scale({ bands }: { bands: Band[] }) {
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  const headOf = (band: Band | undefined) => [words(band?.route), words(band?.of)].filter(Boolean).join(" · ");
  return (
    <ul className={styles["scale"]}>
      {bands.map((band, at) => (
        <Fragment key={at}>
          {headOf(band) !== headOf(bands[at - 1]) && <li className={styles["route"]}>{headOf(band)}</li>}
          <li className={styles["band"]}>
            <span>
              {words(band.when)} {band.doubtful && <Tag color="gold">{t("sheet.doubtfulEdge")}</Tag>}
            </span>
            <span className={styles["points"]}>{words(band.points)}</span>
          </li>
        </Fragment>
      ))}
    </ul>
  );
}
