import { Button, Card, Empty, Spin } from "antd";
import { useTranslation } from "react-i18next";
import { useFields } from "@/features/imports/kinds";
import { OutcomeTag } from "@/features/imports/OutcomeTag";
import { Changes } from "@/features/imports/preview/Changes";
import { awaitsDecision } from "@/features/imports/preview/decisions";
import { changesOf } from "@/features/imports/preview/grid";
import styles from "@/features/imports/preview/preview.module.css";
import { RowFindings } from "@/features/imports/preview/RowFindings";
import { Firm, type RowsProps } from "@/features/imports/preview/RowsGrid";
import type { Row } from "@/features/imports/types";
import { cellText } from "@/features/imports/mapping/draft";

const GIST = 4;

/** The rows on a narrow screen, one a card: what it is, what changes and what is wrong; the rest is behind it. */
export function RowCards({ table, rows, loading, onOpen }: RowsProps) {
  const { t } = useTranslation("imports");
  const fields = useFields(table.kind);
  if (loading) return <Spin className={styles["spin"]} />;
  if (!rows?.length) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("rows.empty")} />;
  return (
    <div className="stack">
      {rows.map((row) => (
        <Card
          key={row.id}
          size="small"
          title={
            <>
              {[row.sheet, t("rows.at", { row: row.number })].filter(Boolean).join(" · ")} <OutcomeTag row={row} />
            </>
          }
          extra={
            <Button size="small" type={awaitsDecision(table, row) ? "primary" : "default"} onClick={() => onOpen(row)}>
              {t(awaitsDecision(table, row) ? "row.decide" : "row.open")}
            </Button>
          }
        >
          <Firm row={row} />
          <div className={styles["gist"]}>{gist(row)}</div>
          <Changes of={changesOf(row, fields)} fields={fields} />
          <RowFindings row={row} />
        </Card>
      ))}
    </div>
  );
}

/** The first cells that say anything. */
function gist(row: Row): string {
  return row.cells.map(cellText).filter(Boolean).slice(0, GIST).join(" · ");
}
