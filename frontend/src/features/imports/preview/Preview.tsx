import { DownloadOutlined } from "@ant-design/icons";
import { useMutation, useQuery } from "@tanstack/react-query";
import { App, Button, Card, Flex, Grid } from "antd";
import { useTranslation } from "react-i18next";
import { tally } from "@/features/imports/outcomes";
import { FindingFilters } from "@/features/imports/preview/FindingFilters";
import { OutcomeTiles } from "@/features/imports/preview/OutcomeTiles";
import { placeOfRow, RowDrawer } from "@/features/imports/preview/RowDrawer";
import { RowCards } from "@/features/imports/preview/RowCards";
import { RowsGrid } from "@/features/imports/preview/RowsGrid";
import { type RowsState, useRowsState } from "@/features/imports/preview/rowsState";
import styles from "@/features/imports/preview/preview.module.css";
import { useRowChange } from "@/features/imports/preview/useRowChange";
import { downloadProblems, rowsOf } from "@/features/imports/queries";
import type { Import } from "@/features/imports/types";
import { FilterBar } from "@/shared/ui/FilterBar";
import { Paged } from "@/shared/ui/Paged";
import { problemText } from "@/shared/ui/Problem";
import { SearchBox } from "@/shared/ui/SearchBox";

/** The rows of an import: how many become what, what was found, each row with its cells, its decision and its mending. */
export function Preview({ table }: { table: Import }) {
  const { t } = useTranslation("imports");
  const state = useRowsState();
  const list = useQuery(rowsOf(table.id, state.query));
  const changing = useRowChange(table);
  const wide = Grid.useBreakpoint().md ?? true;
  const Rows = wide ? RowsGrid : RowCards;
  return (
    <>
      <OutcomeTiles
        table={table}
        chosen={state.state.outcome}
        onChoose={(outcome) => state.change({ outcome })}
      />
      <FindingFilters table={table} chosen={state.state.code} onChoose={(code) => state.change({ code })} />
      <Card aria-label={t("rows.title")}>
        <Flex wrap gap={8} justify="space-between" align="flex-start">
          <Tools state={state} editable={table.can.edit} />
          <Problems table={table} />
        </Flex>
        <Paged list={list} state={state.state} onChange={state.change}>
          <div className={styles["rows"]}>
            <Rows
              table={table}
              rows={list.data?.results}
              loading={list.isLoading || list.isPlaceholderData}
              changing={changing}
              onOpen={(row) => state.show(placeOfRow(row))}
            />
          </div>
        </Paged>
      </Card>
      <RowDrawer
        table={table}
        place={state.open}
        rows={list.data?.results ?? []}
        changing={changing}
        onShow={state.show}
      />
    </>
  );
}

function Tools({ state: { state, change }, editable }: { state: RowsState; editable: boolean }) {
  const { t } = useTranslation("imports");
  return (
    <FilterBar
      search={
        <SearchBox value={state.search} placeholder={t("rows.search")} onSearch={(search) => change({ search })} />
      }
      active={Boolean(state.outcome || state.code || state.search)}
      onClear={() => change({ outcome: "", code: "", search: "" })}
    >
      {editable && <span className="muted">{t("rows.hint")}</span>}
    </FilterBar>
  );
}

/** The rows that cannot be written, as a sheet to correct: the same columns, and the reason. */
function Problems({ table }: { table: Import }) {
  const { t } = useTranslation("imports");
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const take = useMutation({
    mutationFn: () => downloadProblems(table.id),
    onError: (error) => void message.error(problemText(common, error)),
  });
  if (tally(table.counts).bad === 0) return null;
  return (
    <Button icon={<DownloadOutlined />} loading={take.isPending} onClick={() => take.mutate()}>
      {t("rows.download")}
    </Button>
  );
}
