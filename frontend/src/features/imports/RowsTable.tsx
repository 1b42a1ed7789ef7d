import { DownloadOutlined } from "@ant-design/icons";
import { useMutation, useQuery } from "@tanstack/react-query";
import { App, Button, Flex, Segmented, Tag, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { RefusesTag } from "@/features/imports/FindingsTable";
import { OUTCOME_COLOURS, OUTCOMES } from "@/features/imports/outcomes";
import { downloadRefused, rowsOf } from "@/features/imports/queries";
import styles from "@/features/imports/RowsTable.module.css";
import type { Import, ImportedRow } from "@/shared/api/types";
import { DataTable } from "@/shared/ui/DataTable";
import { Paged } from "@/shared/ui/Paged";
import { problemText } from "@/shared/ui/Problem";
import { apiQuery, useListState } from "@/shared/urlState";

/** The rows of the file with what becomes of each and why; the refused ones can be taken home. */
export function RowsTable({ table }: { table: Import }) {
  const { t } = useTranslation("imports");
  const { state, change } = useListState(["outcome", "cursor", "page", "page_size"]);
  const list = useQuery(rowsOf(table.id, apiQuery(state)));
  const columns = useColumns();
  const choices = [
    { value: "", label: t("rows.all") },
    ...OUTCOMES.map((value) => ({ value, label: `${t(`outcome.${value}`)} ${table.counts[value]}` })),
  ];
  return (
    <Paged list={list} state={state} onChange={change}>
      <Flex wrap justify="space-between" gap={8} className="gap-below">
        <Segmented options={choices} value={state.outcome} onChange={(outcome) => change({ outcome })} />
        {table.counts.refuse > 0 && <Refused number={table.id} />}
      </Flex>
      <DataTable<ImportedRow>
        rows={list.data?.results}
        rowKey={(row) => `${row.sheet}-${row.number}`}
        columns={columns}
        loading={list.isFetching}
        scroll={{ x: 900 }}
        empty={t("rows.empty")}
      />
    </Paged>
  );
}

function useColumns(): TableColumnsType<ImportedRow> {
  const { t } = useTranslation("imports");
  return [
    {
      key: "place",
      title: t("rows.place"),
      width: 130,
      render: (_, row) => [row.sheet, row.number].filter(Boolean).join(" · "),
    },
    {
      key: "outcome",
      title: t("rows.outcome"),
      width: 100,
      render: (_, row) => <Tag color={OUTCOME_COLOURS[row.outcome]}>{t(`outcome.${row.outcome}`)}</Tag>,
    },
    {
      key: "cells",
      title: t("rows.cells"),
      render: (_, row) => (
        <div className={styles["cells"]}>{row.cells.map((cell) => String(cell ?? "")).join(" | ")}</div>
      ),
    },
    { key: "findings", title: t("rows.findings"), width: "42%", render: (_, row) => <Findings row={row} /> },
  ];
}

function Findings({ row }: { row: ImportedRow }) {
  return row.findings.map((finding) => (
    <div key={`${finding.column ?? ""}-${finding.code}`}>
      <RefusesTag refuses={finding.refuses} />
      {finding.column && <strong>{finding.column}: </strong>}
      {finding.message}
    </div>
  ));
}

function Refused({ number }: { number: number }) {
  const { t } = useTranslation("imports");
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const take = useMutation({
    mutationFn: () => downloadRefused(number),
    onError: (error) => void message.error(problemText(common, error)),
  });
  return (
    <Button icon={<DownloadOutlined />} loading={take.isPending} onClick={() => take.mutate()}>
      {t("rows.download")}
    </Button>
  );
}
