import type { TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Kept } from "@/features/imports/types";
import { useWords } from "@/shared/i18n";
import { DataTable } from "@/shared/ui/DataTable";

const PAGE = 10;

/** What an undoing leaves as it is, and why. */
export function KeptList({ kept }: { kept: Kept[] }) {
  const { t } = useTranslation("imports");
  const words = useWords();
  const columns: TableColumnsType<Kept> = [
    { key: "table", title: t("kept.table"), width: 120, render: (_, one) => words(one) },
    { key: "what", title: t("kept.what"), render: (_, one) => <What of={one} /> },
    { key: "why", title: t("kept.why"), width: "45%", dataIndex: "why" },
  ];
  return (
    <DataTable<Kept>
      rows={kept}
      rowKey={(one) => `${one.table}/${one.uscc ?? ""}/${one.what}`}
      columns={columns}
      pagination={kept.length > PAGE ? { pageSize: PAGE, size: "small", showSizeChanger: false } : false}
    />
  );
}

function What({ of }: { of: Kept }) {
  return of.uscc ? <Link to={`/enterprises/${of.uscc}`}>{of.what}</Link> : of.what;
}
