import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button, Card, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useAsOf } from "@/features/enterprise/asOf";
import { IssueRecord } from "@/features/enterprise/history/IssueRecord";
import { recordsOf } from "@/features/enterprise/history/queries";
import { assessmentsOf } from "@/features/enterprise/queries";
import type { RecordRow } from "@/shared/api/types";
import { day, instant, MISSING } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { can, useMe } from "@/shared/session";
import { DataTable } from "@/shared/ui/DataTable";
import { Problem } from "@/shared/ui/Problem";
import { VerdictTag } from "@/shared/ui/tags";

/** The assessments that were put on record for this firm; each opens to print. */
export function RecordList({ uscc }: { uscc: string }) {
  const { t } = useTranslation("records");
  const { t: own } = useTranslation("assessments");
  const list = useInfiniteQuery(recordsOf(uscc));
  const columns = useColumns();
  if (list.error) return <Problem of={list.error} onRetry={list.refetch} />;
  return (
    <Card size="small" title={t("list.title")} extra={<Issue uscc={uscc} />} data-testid="records">
      <DataTable<RecordRow>
        rows={list.data?.pages.flatMap(({ results }) => results)}
        rowKey={({ number }) => number}
        columns={columns}
        loading={list.isPending}
        scroll={{ x: 860 }}
        empty={t("list.none")}
      />
      {list.hasNextPage && (
        <Button type="link" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {own("history.older")}
        </Button>
      )}
    </Card>
  );
}

function Issue({ uscc }: { uscc: string }) {
  const { asOf } = useAsOf();
  const allowed = can(useMe(), "assessment", "run");
  const { data } = useQuery({ ...assessmentsOf(uscc, asOf), enabled: allowed });
  if (!allowed || !data || data.length === 0) return null;
  return <IssueRecord uscc={uscc} asOf={asOf} choices={data.map(({ programme }) => programme)} small />;
}

function useColumns(): TableColumnsType<RecordRow> {
  const { t } = useTranslation("records");
  const words = useWords();
  return [
    {
      key: "number",
      title: t("number"),
      width: 140,
      render: (_, { number }) => (
        <Link to={`/records/${encodeURIComponent(number)}`} className="code">
          {number}
        </Link>
      ),
    },
    {
      key: "programme",
      title: t("programme"),
      render: (_, row) => (
        <>
          {words(row.programme)} <span className="muted">{row.rulebook.version}</span>
        </>
      ),
    },
    { key: "verdict", title: t("verdict"), width: 96, render: (_, row) => <VerdictTag verdict={row.verdict} /> },
    { key: "as_of", title: t("asOf"), width: 110, render: (_, row) => day(row.as_of) },
    { key: "purpose", title: t("purpose"), render: (_, row) => row.purpose || MISSING },
    { key: "issued_at", title: t("issuedAt"), width: 150, render: (_, row) => instant(row.issued_at) },
    { key: "issued_by", title: t("issuedBy"), width: 110, render: (_, row) => row.issued_by.display_name },
  ];
}
