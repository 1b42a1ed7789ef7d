import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useTranslation } from "react-i18next";
import { changeRow, importOf } from "@/features/imports/queries";
import type { Import, Row, RowChange, RowChanged } from "@/features/imports/types";
import type { Page } from "@/shared/api/types";
import { problemText } from "@/shared/ui/Problem";

export interface AskedChange {
  row: Row;
  change: RowChange;
}
export type ChangeRow = (asked: AskedChange, done?: (now: Row) => void) => void;

/**
 * Mend a cell or decide a row. The row and those that changed with it are put in the place of the old ones wherever
 * they show: a row that no longer fits the filter stays where it is until the list is asked for again.
 */
export function useRowChange(table: Import) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const { t } = useTranslation("imports");
  const { t: common } = useTranslation();
  const mutation = useMutation({
    mutationFn: ({ row, change }: AskedChange) => changeRow(table.id, row.id, change),
    onSuccess: (answer) => {
      const now = new Map([answer.row, ...answer.also].map((row) => [row.id, row]));
      client.setQueriesData<Page<Row>>({ queryKey: ["import", table.id, "rows"] }, (page) => withRows(page, now));
      client.setQueryData(
        importOf(table.id).queryKey,
        (before) => before && { ...before, counts: answer.counts, findings_by_code: answer.findings_by_code },
      );
      // What the other filters show may have changed as well: asked for anew when they are shown.
      void client.invalidateQueries({ queryKey: ["import", table.id, "rows"], refetchType: "none" });
      void message.success(said(t, answer));
    },
    onError: (error) => void message.error(problemText(common, error)),
  });
  const change: ChangeRow = (asked, done) => mutation.mutate(asked, { onSuccess: ({ row }) => done?.(row) });
  return { change, pending: mutation.isPending ? mutation.variables : null };
}

function withRows(page: Page<Row> | undefined, now: ReadonlyMap<number, Row>): Page<Row> | undefined {
  return page && { ...page, results: page.results.map((row) => now.get(row.id) ?? row) };
}

function said(t: ReturnType<typeof useTranslation<"imports">>["t"], { row, also }: RowChanged): string {
  const outcome = row.decision?.leave_out ? t("outcome.leftOut") : t(`outcome.${row.outcome}`);
  const main = t("row.rechecked", { row: row.number, outcome });
  return also.length > 0 ? `${main} ${t("row.also", { count: also.length })}` : main;
}
