import { useQuery } from "@tanstack/react-query";
import { Card, Tag, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { rulebooks } from "@/features/rulebooks/queries";
import type { RulebookRow } from "@/shared/api/types";
import { day } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { DataTable } from "@/shared/ui/DataTable";
import { PageHeader } from "@/shared/ui/PageHeader";
import { Problem } from "@/shared/ui/Problem";

/** 认定规则: every published version of every rulebook. */
export default function RulebooksPage() {
  const { t } = useTranslation("rulebooks");
  const { data, isFetching, error, refetch } = useQuery(rulebooks);
  const columns = useColumns();
  return (
    <>
      <PageHeader title={t("title")} note={t("note")} />
      <Card>
        {error ? (
          <Problem of={error} onRetry={refetch} />
        ) : (
          <DataTable<RulebookRow>
            rows={data?.results}
            rowKey={(row) => `${row.programme}-${row.version}`}
            columns={columns}
            loading={isFetching}
            scroll={{ x: 760 }}
            empty={t("empty")}
          />
        )}
      </Card>
    </>
  );
}

function useColumns(): TableColumnsType<RulebookRow> {
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  return [
    {
      key: "title",
      title: t("column.title"),
      render: (_, row) => <Link to={`/rulebooks/${row.programme}/${row.version}`}>{words(row.title)}</Link>,
    },
    { key: "version", title: t("column.version"), dataIndex: "version", width: 100 },
    {
      key: "documents",
      title: t("column.documents"),
      render: (_, row) => row.documents.map(({ number }) => <div key={number}>{number}</div>),
    },
    { key: "from", title: t("column.from"), width: 120, render: (_, row) => day(row.effective_from) },
    {
      key: "until",
      title: t("column.until"),
      width: 120,
      render: (_, row) => (row.effective_until ? day(row.effective_until) : t("openEnd")),
    },
    { key: "status", title: t("column.status"), width: 110, render: (_, row) => <StatusTag status={row.status} /> },
  ];
}

export function StatusTag({ status }: { status: RulebookRow["status"] }) {
  const { t } = useTranslation("rulebooks");
  return <Tag color={status === "active" ? "green" : "default"}>{t(`status.${status}`)}</Tag>;
}
