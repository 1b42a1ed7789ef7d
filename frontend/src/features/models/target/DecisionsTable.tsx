import type { TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Decision } from "@/features/models/types";
import { useRuleName } from "@/features/models/useRuleName";
import { instant } from "@/shared/format";
import { DataTable } from "@/shared/ui/DataTable";

/** Who put which model in use or took it out, why, and what the person answered for. */
export function DecisionsTable({ target, decisions }: { target: string; decisions: Decision[] }) {
  const { t } = useTranslation("models");
  const ruleName = useRuleName();
  const columns: TableColumnsType<Decision> = [
    { key: "at", title: t("column.decidedAt"), width: 150, render: (_, row) => instant(row.decided_at) },
    { key: "kind", title: t("column.decision"), width: 120, render: (_, row) => t(`decisions.${row.kind}`) },
    {
      key: "version",
      title: t("column.version"),
      width: 190,
      render: (_, { version, replaced }) => (
        <>
          <Link to={`/models/${target}/${version}`}>{version}</Link>
          {replaced && <div className="muted">{t("decisions.replaced", { version: replaced })}</div>}
        </>
      ),
    },
    { key: "by", title: t("column.decidedBy"), width: 150, render: (_, row) => row.decided_by.display_name },
    {
      key: "note",
      title: t("column.why"),
      render: (_, row) => (
        <>
          {row.note}
          {row.signed_for.length > 0 && (
            <div className="muted">{t("decisions.signedFor", { rules: row.signed_for.map(ruleName).join("、") })}</div>
          )}
        </>
      ),
    },
  ];
  return (
    <DataTable<Decision>
      rows={decisions}
      rowKey={({ decided_at, version }) => `${decided_at} ${version}`}
      columns={columns}
      scroll={{ x: 860 }}
      empty={t("decisions.empty")}
    />
  );
}
