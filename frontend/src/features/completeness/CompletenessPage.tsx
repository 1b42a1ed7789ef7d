import { Card, Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { SheetMenu } from "@/features/completeness/SheetMenu";
import { SummaryMatrix } from "@/features/completeness/SummaryMatrix";
import { Worklist } from "@/features/completeness/Worklist";
import { can, useMe } from "@/shared/session";
import { PageHeader } from "@/shared/ui/PageHeader";

const VIEWS = ["summary", "list"] as const;

/** 数据完整性: which facts are missing or old, and what cannot be said because of it. */
export default function CompletenessPage() {
  const { t } = useTranslation("completeness");
  const me = useMe();
  const [params, setParams] = useSearchParams();
  const mayList = can(me, "financials", "view");
  const view = VIEWS.find((one) => one === params.get("view")) ?? "summary";
  const items = [
    { key: "summary", label: t("view.summary"), children: <SummaryMatrix /> },
    ...(mayList ? [{ key: "list", label: t("view.list"), children: <Worklist /> }] : []),
  ];
  return (
    <>
      <PageHeader
        title={t("title")}
        note={t("note")}
        actions={mayList && can(me, "enterprise", "export") && <SheetMenu region={params.get("region") ?? ""} />}
      />
      <Card>
        <Tabs
          items={items}
          activeKey={view}
          destroyOnHidden
          onChange={(chosen) => setParams(chosen === "summary" ? {} : { view: chosen })}
        />
      </Card>
    </>
  );
}
