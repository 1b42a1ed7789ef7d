import { useQuery } from "@tanstack/react-query";
import { Table, Tag, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import styles from "@/features/enterprise/likelihood/ReasonsTable.module.css";
import type { Likelihood, Reason } from "@/shared/api/types";
import { signed } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { useMeasureText } from "@/shared/measures";
import { industriesBelow } from "@/shared/reference";
import { DataTable } from "@/shared/ui/DataTable";
import { useTierName } from "@/shared/ui/tags";

/** What lowers the likelihood and is in the firm's hands; what adds or takes nothing (0.00) is no lever. */
function canAct({ changeable, contribution }: Reason): boolean {
  return changeable && contribution <= -0.005;
}

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
      render: (_, row) => canAct(row) && <Tag color="blue">{t("reasons.can")}</Tag>,
    },
  ];
}

function Value({ reason }: { reason: Reason }) {
  const { t } = useTranslation();
  const text = useMeasureText();
  const tierName = useTierName();
  if (reason.value != null && reason.feature === "tier") return tierName(Number(reason.value));
  if (reason.value != null && reason.feature === "industry_section") return <Section code={String(reason.value)} />;
  return reason.value == null ? <span className="muted">{t("status.unknown")}</span> : text(reason.value, reason.unit);
}

function Section({ code }: { code: string }) {
  const { t } = useTranslation();
  const sections = useQuery(industriesBelow(null));
  return sections.data?.find((section) => section.code === code)?.name ?? t("section", { code });
}

function Contribution({ by }: { by: number }) {
  return <span className={by >= 0 ? styles["raises"] : styles["lowers"]}>{signed(by)}</span>;
}
