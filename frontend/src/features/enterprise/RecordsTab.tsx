import { Card, Tag, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import type { Application, EnterpriseDetail, Recognition } from "@/shared/api/types";
import { day, MISSING } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { Provenance } from "@/shared/ui/Provenance";
import { AddFact } from "@/features/enterprise/addFact/AddFact";
import { Value } from "@/features/enterprise/provenance/Value";
import { RecordTable } from "@/features/enterprise/RecordTable";

/** 认定与申报: what the firm was granted, and what it applied for. */
export function RecordsTab({ firm }: { firm: EnterpriseDetail }) {
  const { t } = useTranslation("enterprise");
  return (
    <div className="stack">
      <Card title={t("records.recognitions")} extra={<AddFact small firm={firm} kind="recognitions" />}>
        <Recognitions rows={firm.recognitions} />
      </Card>
      <Card title={t("records.applications")}>
        <Applications rows={firm.applications} />
      </Card>
    </div>
  );
}

function Recognitions({ rows }: { rows: Recognition[] }) {
  const { t } = useTranslation("enterprise");
  const words = useWords();
  const columns: TableColumnsType<Recognition> = [
    { key: "programme", title: t("records.programme"), render: (_, row) => words(row.programme) },
    {
      key: "certificate",
      title: t("records.certificate"),
      render: (_, row) =>
        row.certificate_no ? (
          <span className="code">
            <Value of={{ table: "recognition", field: "certificate_no", id: row.id }}>{row.certificate_no}</Value>
          </span>
        ) : (
          MISSING
        ),
    },
    { key: "batch", title: t("records.batch"), render: (_, row) => row.batch || MISSING },
    {
      key: "term",
      title: t("records.term"),
      render: (_, row) => (
        <>
          <Value of={{ table: "recognition", field: "valid_from", id: row.id }}>{day(row.valid_from)}</Value> –{" "}
          <Value of={{ table: "recognition", field: "valid_until", id: row.id }}>{day(row.valid_until)}</Value>
        </>
      ),
    },
    { key: "state", title: t("records.state"), render: (_, row) => <Standing row={row} /> },
    { key: "source", title: t("behind.source"), render: (_, row) => <Provenance of={row} /> },
  ];
  return <RecordTable rows={rows} columns={columns} rowKey={({ id }) => String(id)} />;
}

function Standing({ row }: { row: Recognition }) {
  const { t } = useTranslation("enterprise");
  if (row.in_force) return <Tag color="green">{t("records.inForce")}</Tag>;
  return <Tag>{row.withdrawn_on ? t("records.withdrawn", { on: day(row.withdrawn_on) }) : t("records.ended")}</Tag>;
}

const OUTCOME_COLOURS: Record<Application["outcome"], string> = {
  pending: "blue",
  granted: "green",
  refused: "red",
  withdrawn: "default",
};

function Applications({ rows }: { rows: Application[] }) {
  const { t } = useTranslation("enterprise");
  const words = useWords();
  const columns: TableColumnsType<Application> = [
    { key: "programme", title: t("records.programme"), render: (_, row) => words(row.programme) },
    {
      key: "submitted",
      title: t("records.submitted"),
      render: (_, row) => (
        <Value of={{ table: "application", field: "submitted_on", id: row.id }}>{day(row.submitted_on)}</Value>
      ),
    },
    { key: "decided", title: t("records.decided"), render: (_, row) => day(row.decided_on) },
    {
      key: "outcome",
      title: t("records.outcome"),
      render: (_, row) => <Tag color={OUTCOME_COLOURS[row.outcome]}>{t(`outcome.${row.outcome}`)}</Tag>,
    },
    { key: "reason", title: t("records.reason"), render: (_, row) => row.reason || MISSING },
  ];
  return <RecordTable rows={rows} columns={columns} rowKey={({ id }) => String(id)} />;
}
