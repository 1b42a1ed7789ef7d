import { Card, Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Merges } from "@/features/duplicates/Merges";
import { Pairs } from "@/features/duplicates/Pairs";
import { PageHeader } from "@/shared/ui/PageHeader";

const VIEWS = ["pairs", "merges"] as const;

/** 重复企业: records that may be one firm, and those that were made one. */
export default function DuplicatesPage() {
  const { t } = useTranslation("duplicates");
  const [params, setParams] = useSearchParams();
  const view = VIEWS.find((one) => one === params.get("view")) ?? "pairs";
  const items = [
    { key: "pairs", label: t("view.pairs"), children: <Pairs /> },
    { key: "merges", label: t("view.merges"), children: <Merges /> },
  ];
  return (
    <>
      <PageHeader title={t("title")} note={t("note")} />
      <Card>
        <Tabs
          items={items}
          activeKey={view}
          destroyOnHidden
          onChange={(chosen) => setParams(chosen === "pairs" ? {} : { view: chosen })}
        />
      </Card>
    </>
  );
}
