import { Tag, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { withoutHoles } from "@/features/imports/holes";
import type { Import } from "@/shared/api/types";
import { number } from "@/shared/format";
import { DataTable } from "@/shared/ui/DataTable";

type FindingCount = Import["findings_by_code"][number];

/** What was found in the rows, the most frequent first. */
export function FindingsTable({ findings }: { findings: FindingCount[] }) {
  const { t } = useTranslation("imports");
  const words = { head: t("findings.head"), value: t("findings.value") };
  const told = ({ code, message }: FindingCount) =>
    code === "name.differs" ? t("findings.nameDiffers") : withoutHoles(message, words);
  const columns: TableColumnsType<FindingCount> = [
    { key: "refuses", width: 76, render: (_, row) => <RefusesTag refuses={row.refuses} /> },
    { key: "message", title: t("findings.message"), render: (_, row) => told(row) },
    { key: "count", title: t("findings.rows"), width: 76, align: "right", render: (_, row) => number(row.count) },
  ];
  return (
    <DataTable<FindingCount>
      rows={findings}
      rowKey={({ code }) => code}
      columns={columns}
      scroll={{ y: 280 }}
      empty={t("findings.none")}
    />
  );
}

export function RefusesTag({ refuses }: { refuses: boolean }) {
  const { t } = useTranslation("imports");
  return <Tag color={refuses ? "red" : "gold"}>{t(refuses ? "findings.refuses" : "findings.remark")}</Tag>;
}
