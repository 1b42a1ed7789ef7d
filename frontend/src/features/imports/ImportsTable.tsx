import { Grid, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { CountsLine } from "@/features/imports/CountsLine";
import { useKindName } from "@/features/imports/kinds";
import { ProgressBar } from "@/features/imports/ProgressBar";
import { isRunning } from "@/features/imports/states";
import { StateTag } from "@/features/imports/StateTag";
import type { ImportSummary } from "@/features/imports/types";
import { day, instant } from "@/shared/format";
import { DataTable } from "@/shared/ui/DataTable";

interface ImportsTableProps {
  rows: ImportSummary[] | undefined;
  loading: boolean;
  empty: string;
}

/** The imports, the newest first; on a narrow screen one column tells all. */
export function ImportsTable({ rows, loading, empty }: ImportsTableProps) {
  const wide = Grid.useBreakpoint().md ?? true;
  const columns = useColumns();
  return (
    <DataTable<ImportSummary>
      rows={rows}
      rowKey={({ id }) => String(id)}
      columns={wide ? columns : columns.slice(0, 1)}
      loading={loading}
      scroll={wide ? { x: 1000 } : undefined}
      empty={empty}
    />
  );
}

function useColumns(): TableColumnsType<ImportSummary> {
  const { t } = useTranslation("imports");
  const kindName = useKindName();
  return [
    { key: "file", title: t("field.file"), render: (_, row) => <File row={row} /> },
    { key: "kind", title: t("field.kind"), width: 112, render: (_, row) => kindName(row.kind) },
    { key: "source", title: t("field.source"), width: 170, dataIndex: "source" },
    { key: "known_on", title: t("field.known_on"), width: 108, render: (_, row) => day(row.known_on) },
    { key: "state", title: t("field.state"), width: 118, render: (_, row) => <Standing row={row} /> },
    { key: "counts", title: t("field.counts"), width: 270, render: (_, row) => <CountsLine counts={row.counts} /> },
    { key: "uploaded", title: t("field.uploaded"), width: 150, render: (_, row) => <Uploaded row={row} /> },
  ];
}

function File({ row }: { row: ImportSummary }) {
  const wide = Grid.useBreakpoint().md ?? true;
  const kindName = useKindName();
  const link = <Link to={`/imports/${row.id}`}>{row.file_name}</Link>;
  if (wide) return link;
  return (
    <div className="stack">
      <div>
        {link} <Standing row={row} />
      </div>
      <div className="muted">
        {kindName(row.kind)} · {row.source} · {instant(row.uploaded_at)}
      </div>
      <CountsLine counts={row.counts} />
    </div>
  );
}

function Standing({ row }: { row: ImportSummary }) {
  return (
    <>
      <StateTag state={row.state} />
      {isRunning(row.state) && <ProgressBar progress={row.progress} small />}
    </>
  );
}

function Uploaded({ row }: { row: ImportSummary }) {
  return (
    <>
      {instant(row.uploaded_at)}
      <div className="muted">{row.uploaded_by?.display_name}</div>
    </>
  );
}
