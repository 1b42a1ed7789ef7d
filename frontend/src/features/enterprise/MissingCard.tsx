import { useQuery } from "@tanstack/react-query";
import { Card } from "antd";
import { useTranslation } from "react-i18next";
import { AddFact } from "@/features/enterprise/addFact/AddFact";
import { completenessOf } from "@/features/enterprise/queries";
import type { EnterpriseDetail } from "@/shared/api/types";
import { day } from "@/shared/format";
import { can, useMe } from "@/shared/session";
import { MissingFacts } from "@/shared/ui/MissingFacts";

const MOST = 3;

/** 缺失数据: what is not on record, and which verdicts wait for it; absent where nothing is missing. */
export function MissingCard({ firm }: { firm: Pick<EnterpriseDetail, "uscc" | "name"> }) {
  const { t } = useTranslation("enterprise");
  const allowed = can(useMe(), "assessment", "view");
  const { data } = useQuery({ ...completenessOf(firm.uscc), enabled: allowed });
  if (!data || data.missing.length === 0) return null;
  return (
    <Card
      size="small"
      data-testid="missing"
      title={t("missing.title", { count: data.missing.length })}
      extra={
        <>
          <span className="muted">{t("missing.asOf", { on: day(data.as_of) })}</span> <AddFact small firm={firm} />
        </>
      }
    >
      <MissingFacts missing={data.missing} most={MOST} />
    </Card>
  );
}
