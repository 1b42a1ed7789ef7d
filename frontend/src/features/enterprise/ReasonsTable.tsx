import { Table, Tag, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import styles from "@/features/enterprise/ReasonsTable.module.css";
import type { Likelihood, Reason } from "@/shared/api/types";
import { signed } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { useMeasureText } from "@/shared/measures";
import { DataTable } from "@/shared/ui/DataTable";

/** Each reason with its value, what it adds in log-odds, and whether the firm can do something about it. */
export function ReasonsTable({ likelihood }: { likelihood: Likelihood }) {
  const { t } = useTranslation("enterprise");
  const total = likelihood.reasons.reduce((sum, reason) => sum + reason.contribution, 0);
  const columns = useColumns();
  return (
    <DataTable<Reason>
      rows={likelihood.reasons}
      rowKey={({ feature }) => feature}
      columns={columns}
      scroll={{ y: 420 }}
      summary={() => (
        <Table.Summary fixed>
          <Table.Summary.Row>
            <Table.Summary.Cell index={0} colSpan={2}>
              {t("reasons.total")}
            </Table.Summary.Cell>
            <Table.Summary.Cell index={2} align="right">
              <strong data-testid="contributions">{signed(total)}</strong>
            </Table.Summary.Cell>
            <Table.Summary.Cell index={3} />
          </Table.Summary.Row>
        </Table.Summary>
      )}
    />
  );
}

function useColumns(): TableColumnsType<Reason> {
  const { t } = useTranslation("enterprise");
  const words = useWords();
  return [
    { key: "reason", title: t("reasons.reason"), render: (_, row) => words(row) },
    { key: "value", title: t("reasons.value"), width: 130, align: "right", render: (_, row) => <Value reason={row} /> },
    {
      key: "contribution",
      title: t("reasons.contribution"),
      width: 96,
      align: "right",
      render: (_, row) => <Contribution by={row.contribution} />,
    },
    {
      key: "changeable",
      title: t("reasons.changeable"),
      width: 108,
      render: (_, row) => row.changeable && <Tag color="blue">{t("reasons.can")}</Tag>,
    },
  ];
}

function Value({ reason }: { reason: Reason }) {
  const { t } = useTranslation();
  const text = useMeasureText();
  return reason.value == null ? <span className="muted">{t("status.unknown")}</span> : text(reason.value, reason.unit);
}

function Contribution({ by }: { by: number }) {
  return <span className={by >= 0 ? styles["raises"] : styles["lowers"]}>{signed(by)}</span>;
}
