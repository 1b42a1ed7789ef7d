import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Popconfirm, Tag, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { mergesOf, undoMerge } from "@/features/duplicates/queries";
import type { Merge } from "@/shared/api/types";
import { instant, MISSING } from "@/shared/format";
import { can, useMe } from "@/shared/session";
import { DataTable } from "@/shared/ui/DataTable";
import { Paged } from "@/shared/ui/Paged";
import { problemText } from "@/shared/ui/Problem";
import { apiQuery, useListState } from "@/shared/urlState";

/** What was merged, by whom and why; each can be taken back. */
export function Merges() {
  const { t } = useTranslation("duplicates");
  const { state, change } = useListState(["cursor", "page", "page_size"]);
  const list = useQuery(mergesOf(apiQuery(state)));
  return (
    <Paged list={list} state={state} onChange={change}>
      <DataTable<Merge>
        rows={list.data?.results}
        rowKey={({ id }) => String(id)}
        columns={useColumns()}
        loading={list.isFetching}
        scroll={{ x: 980 }}
        empty={t("merges.none")}
      />
    </Paged>
  );
}

function useColumns(): TableColumnsType<Merge> {
  const { t } = useTranslation("duplicates");
  return [
    {
      key: "merged",
      title: t("merges.merged"),
      render: (_, { merged }) => (
        <>
          {merged.name}
          <div className="code muted">{merged.uscc}</div>
        </>
      ),
    },
    {
      key: "keep",
      title: t("merges.keep"),
      render: (_, { keep }) => (
        <>
          <Link to={`/enterprises/${keep.uscc}`}>{keep.name}</Link>
          <div className="code muted">{keep.uscc}</div>
        </>
      ),
    },
    { key: "reason", title: t("merges.reason"), render: (_, row) => row.reason || MISSING },
    {
      key: "when",
      title: t("merges.when"),
      width: 170,
      render: (_, row) => (
        <>
          {instant(row.merged_at)}
          <div className="muted">{row.merged_by?.display_name}</div>
        </>
      ),
    },
    { key: "state", title: t("pairs.state"), width: 190, render: (_, row) => <Standing row={row} /> },
  ];
}

function Standing({ row }: { row: Merge }) {
  const { t } = useTranslation("duplicates");
  const mayUndo = can(useMe(), "duplicate", "approve");
  if (row.undone_at) {
    return (
      <>
        <Tag>{t("merges.undone")}</Tag>
        <div className="muted">{[instant(row.undone_at), row.undone_by?.display_name].filter(Boolean).join(" · ")}</div>
      </>
    );
  }
  if (!mayUndo) return <Tag color="green">{t("merges.stands")}</Tag>;
  return <Undo row={row} />;
}

function Undo({ row }: { row: Merge }) {
  const { t } = useTranslation("duplicates");
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: () => undoMerge(row.id),
    onSuccess: async () => {
      void message.success(t("merges.undoDone", { name: row.merged.name }));
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" });
    },
    onError: (error) => void message.error(problemText(common, error)),
  });
  return (
    <Popconfirm
      title={t("merges.undoSure", { name: row.merged.name })}
      description={t("merges.undoNote")}
      disabled={!row.can_undo}
      onConfirm={() => undo.mutate()}
    >
      <Button
        size="small"
        loading={undo.isPending}
        disabled={!row.can_undo}
        title={row.can_undo ? undefined : t("merges.laterFirst")}
      >
        {t("merges.undo")}
      </Button>
    </Popconfirm>
  );
}
