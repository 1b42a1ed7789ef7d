import { useQuery } from "@tanstack/react-query";
import { Card, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { CountsLine } from "@/features/imports/CountsLine";
import { StateTag } from "@/features/imports/StateTag";
import { importsOf } from "@/features/imports/queries";
import { UploadForm } from "@/features/imports/UploadForm";
import type { ImportSummary } from "@/shared/api/types";
import { day, instant } from "@/shared/format";
import { can, useMe } from "@/shared/session";
import { DataTable } from "@/shared/ui/DataTable";
import { Paged } from "@/shared/ui/Paged";
import { PageHeader } from "@/shared/ui/PageHeader";
import { apiQuery, useListState } from "@/shared/urlState";

/** 数据导入: upload a table, and what was imported so far. */
export default function ImportsPage() {
  const { t } = useTranslation("imports");
  const me = useMe();
  return (
    <>
      <PageHeader title={t("title")} note={t("note")} />
      <div className="stack">
        {can(me, "import_job", "create") && (
          <Card title={t("upload.title")}>
            <UploadForm />
          </Card>
        )}
        <Card title={t("list.title")}>
          <PastImports />
        </Card>
      </div>
    </>
  );
}

function PastImports() {
  const { t } = useTranslation("imports");
  const { state, change } = useListState(["cursor", "page", "page_size"]);
  const list = useQuery(importsOf(apiQuery(state)));
  const columns = useColumns();
  return (
    <Paged list={list} state={state} onChange={change}>
      <DataTable<ImportSummary>
        rows={list.data?.results}
        rowKey={({ id }) => String(id)}
        columns={columns}
        loading={list.isFetching}
        scroll={{ x: 900 }}
        empty={t("list.empty")}
      />
    </Paged>
  );
}

function useColumns(): TableColumnsType<ImportSummary> {
  const { t } = useTranslation("imports");
  return [
    { key: "file", title: t("field.file"), render: (_, row) => <Link to={`/imports/${row.id}`}>{row.file_name}</Link> },
    { key: "kind", title: t("field.kind"), width: 110, render: (_, row) => t(`kind.${row.kind}`) },
    { key: "source", title: t("field.source"), dataIndex: "source" },
    { key: "known_on", title: t("field.known_on"), width: 112, render: (_, row) => day(row.known_on) },
    { key: "counts", title: t("field.counts"), render: (_, row) => <CountsLine counts={row.counts} /> },
    { key: "state", title: t("field.state"), width: 96, render: (_, row) => <StateTag state={row.state} /> },
    {
      key: "uploaded",
      title: t("field.uploaded"),
      width: 190,
      render: (_, row) => `${instant(row.uploaded_at)} ${row.uploaded_by?.display_name ?? ""}`,
    },
  ];
}
