import { PrinterOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Result, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { recordOf } from "@/features/enterprise/history/queries";
import { RecordPaper } from "@/features/enterprise/record/RecordPaper";
import { Verify } from "@/features/enterprise/record/Verify";
import type { AssessmentRecord } from "@/shared/api/types";
import { isProblem } from "@/shared/api/problem";
import { PageHeader } from "@/shared/ui/PageHeader";
import { Problem } from "@/shared/ui/Problem";

/** 评估记录: an assessment as it was issued, to be read, printed and checked. */
export default function RecordPage() {
  const { number = "" } = useParams();
  const { data, isPending, error, refetch } = useQuery(recordOf(number));
  if (isProblem(error, 404)) return <Unknown number={number} />;
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 16 }} />;
  return (
    <>
      <Head record={data} />
      <RecordPaper record={data} />
    </>
  );
}

function Head({ record }: { record: AssessmentRecord }) {
  const { t } = useTranslation("records");
  const back = <Link to={`/enterprises/${record.uscc}?tab=history`}>{record.enterprise_name}</Link>;
  return (
    <div className="no-print stack gap-below">
      <PageHeader
        title={t("page.title", { number: record.number })}
        note={back}
        actions={
          <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>
            {t("page.print")}
          </Button>
        }
      />
      <Verify record={record} />
    </div>
  );
}

/** Absent and denied read alike: the server does not tell them apart either. */
function Unknown({ number }: { number: string }) {
  const { t } = useTranslation("records");
  const { t: firm } = useTranslation("enterprise");
  const back = (
    <Link to="/enterprises">
      <Button type="primary">{firm("backToList")}</Button>
    </Link>
  );
  return <Result status={404} title={t("page.unknown")} subTitle={t("page.unknownText", { number })} extra={back} />;
}
