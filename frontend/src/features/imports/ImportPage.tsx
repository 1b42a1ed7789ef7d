import { useQuery } from "@tanstack/react-query";
import { Alert, Card, Col, Descriptions, Row, Skeleton, Statistic } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { Decision } from "@/features/imports/Decision";
import { FindingsTable } from "@/features/imports/FindingsTable";
import { MappingTable } from "@/features/imports/MappingTable";
import { OUTCOMES } from "@/features/imports/outcomes";
import { importOf } from "@/features/imports/queries";
import { RowsTable } from "@/features/imports/RowsTable";
import { StateTag } from "@/features/imports/StateTag";
import type { Import } from "@/shared/api/types";
import { day, instant } from "@/shared/format";
import { PageHeader } from "@/shared/ui/PageHeader";
import { Problem } from "@/shared/ui/Problem";

/** One import: what its rows would become, what is wrong with them, and the decision. */
export default function ImportPage() {
  const { id = "" } = useParams();
  const { data, isPending, error, refetch } = useQuery(importOf(Number(id)));
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 12 }} />;
  return <Content table={data} />;
}

function Content({ table }: { table: Import }) {
  const { t } = useTranslation("imports");
  const title = (
    <>
      {table.file_name} <StateTag state={table.state} />
    </>
  );
  return (
    <>
      <PageHeader title={title} note={t(`stateNote.${table.state}`)} actions={<Decision table={table} />} />
      <div className="stack">
        <Card>
          <About table={table} />
        </Card>
        <Outcomes counts={table.counts} />
        {table.findings.map((finding) => (
          <Alert key={finding.message} type={finding.refuses ? "error" : "warning"} showIcon title={finding.message} />
        ))}
        <Row gutter={[12, 12]}>
          <Col xs={24} xl={12}>
            <Card title={t("mapping.title")}>
              <MappingTable columns={table.mapping} />
            </Card>
          </Col>
          <Col xs={24} xl={12}>
            <Card title={t("findings.title")}>
              <FindingsTable findings={table.findings_by_code} />
            </Card>
          </Col>
        </Row>
        <Card title={t("rows.title")}>
          <RowsTable table={table} />
        </Card>
      </div>
    </>
  );
}

function About({ table }: { table: Import }) {
  const { t } = useTranslation("imports");
  const items = [
    { key: "kind", label: t("field.kind"), children: t(`kind.${table.kind}`) },
    { key: "source", label: t("field.source"), children: table.source },
    { key: "known_on", label: t("field.known_on"), children: day(table.known_on) },
    {
      key: "format",
      label: t("field.format"),
      children: [table.format.toUpperCase(), table.encoding].filter(Boolean).join(" · "),
    },
    {
      key: "uploaded",
      label: t("field.uploaded"),
      children: `${instant(table.uploaded_at)} ${table.uploaded_by?.display_name ?? ""}`,
    },
    { key: "committed", label: t("field.committed"), children: instant(table.committed_at) },
  ];
  return <Descriptions size="small" column={{ xs: 1, sm: 2, lg: 3 }} items={items} />;
}

function Outcomes({ counts }: { counts: Import["counts"] }) {
  const { t } = useTranslation("imports");
  return (
    <Row gutter={[12, 12]}>
      {OUTCOMES.map((outcome) => (
        <Col key={outcome} xs={12} md={6}>
          <Card size="small">
            <Statistic title={t(`outcome.${outcome}`)} value={counts[outcome]} />
          </Card>
        </Col>
      ))}
    </Row>
  );
}
