import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { Button, Drawer, Empty, Skeleton, Space } from "antd";
import { useTranslation } from "react-i18next";
import { OutcomeTag } from "@/features/imports/OutcomeTag";
import { CellsTable } from "@/features/imports/preview/CellsTable";
import { DecisionPanel } from "@/features/imports/preview/DecisionPanel";
import { RowFindings } from "@/features/imports/preview/RowFindings";
import type { RowPlace } from "@/features/imports/preview/rowsState";
import type { useRowChange } from "@/features/imports/preview/useRowChange";
import { rowAt } from "@/features/imports/queries";
import type { Import, Row } from "@/features/imports/types";
import { Problem } from "@/shared/ui/Problem";

interface RowDrawerProps {
  table: Import;
  place: RowPlace | null;
  /** The page of rows behind: the drawer goes through them. */
  rows: Row[];
  changing: ReturnType<typeof useRowChange>;
  onShow: (place: RowPlace | null) => void;
}

export const placeOfRow = (row: Row): RowPlace => ({ sheet: row.sheet, number: String(row.number) });

const isAt = (place: RowPlace) => (row: Row) => row.sheet === place.sheet && String(row.number) === place.number;

/** One row whole: what was found, what is to be decided, every cell with what it was understood as. */
export function RowDrawer({ table, place, rows, changing, onShow }: RowDrawerProps) {
  const at = place ? rows.findIndex(isAt(place)) : -1;
  const elsewhere = useQuery({ ...rowAt(table.id, place), enabled: place !== null && at < 0 });
  const row = at >= 0 ? rows[at] : elsewhere.data?.results[0];
  return (
    <Drawer
      open={place !== null}
      size={720}
      resizable
      title={place && <Title place={place} row={row} />}
      extra={<Neighbours rows={rows} at={at} onShow={onShow} />}
      onClose={() => onShow(null)}
    >
      {row ? <Content key={row.id} table={table} row={row} changing={changing} /> : <Absent of={elsewhere} />}
    </Drawer>
  );
}

function Title({ place, row }: { place: RowPlace; row: Row | undefined }) {
  const { t } = useTranslation("imports");
  return (
    <>
      {[place.sheet, t("rows.at", { row: place.number })].filter(Boolean).join(" · ")} {row && <OutcomeTag row={row} />}
    </>
  );
}

/** A row that is not on the page behind: on its way, out of reach, or not there. */
function Absent({ of: { isLoading, error, refetch } }: { of: UseQueryResult }) {
  const { t } = useTranslation("imports");
  if (isLoading) return <Skeleton active />;
  return error ? <Problem of={error} onRetry={refetch} /> : <Empty description={t("rows.gone")} />;
}

function Neighbours({ rows, at, onShow }: { rows: Row[]; at: number; onShow: RowDrawerProps["onShow"] }) {
  const { t } = useTranslation("imports");
  const before = at > 0 ? rows[at - 1] : undefined;
  const after = at >= 0 ? rows[at + 1] : undefined;
  return (
    <Space.Compact>
      <Button
        icon={<LeftOutlined />}
        aria-label={t("row.previous")}
        disabled={!before}
        onClick={() => before && onShow(placeOfRow(before))}
      />
      <Button
        icon={<RightOutlined />}
        aria-label={t("row.next")}
        disabled={!after}
        onClick={() => after && onShow(placeOfRow(after))}
      />
    </Space.Compact>
  );
}

function Content({ table, row, changing }: { table: Import; row: Row; changing: RowDrawerProps["changing"] }) {
  return (
    <div className="stack">
      <RowFindings row={row} full />
      <DecisionPanel table={table} row={row} changing={changing} />
      <CellsTable table={table} row={row} changing={changing} />
    </div>
  );
}
