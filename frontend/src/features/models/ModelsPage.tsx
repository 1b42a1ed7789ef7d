import { useQuery } from "@tanstack/react-query";
import { Card, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { TargetsTable } from "@/features/models/overview/TargetsTable";
import { modelsQuery } from "@/features/models/queries";
import { PageHeader } from "@/shared/ui/PageHeader";
import { Problem } from "@/shared/ui/Problem";

/** 预测模型: what is foretold, which model is in use for it, how good it is, and what wants to be looked at. */
export default function ModelsPage() {
  const { t } = useTranslation("models");
  const { data, isPending, error, refetch } = useQuery(modelsQuery);
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 12 }} />;
  return (
    <>
      <PageHeader title={t("title")} note={t("note")} />
      <Card>
        <TargetsTable rows={data} />
      </Card>
    </>
  );
}
