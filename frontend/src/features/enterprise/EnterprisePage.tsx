import { useQuery } from "@tanstack/react-query";
import { Button, Card, Result, Skeleton, Tabs } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, Navigate, useLocation, useParams, useSearchParams } from "react-router";
import { tabAddress } from "@/features/enterprise/asOf";
import { AssessmentsTab } from "@/features/enterprise/AssessmentsTab";
import { FactsTab } from "@/features/enterprise/FactsTab";
import { FirmHeader } from "@/features/enterprise/FirmHeader";
import { GapTab } from "@/features/enterprise/gap/GapTab";
import { HistoryTab } from "@/features/enterprise/history/HistoryTab";
import { LikelihoodsTab } from "@/features/enterprise/likelihood/LikelihoodsTab";
import { MergedFrom } from "@/features/enterprise/MergedFrom";
import { MissingCard } from "@/features/enterprise/MissingCard";
import { PathSteps } from "@/features/enterprise/PathSteps";
import { ProfileTab } from "@/features/enterprise/ProfileTab";
import { FirmValuesProvider } from "@/features/enterprise/provenance/FirmValuesProvider";
import { enterpriseOf } from "@/features/enterprise/queries";
import { RecordsTab } from "@/features/enterprise/RecordsTab";
import { WhatIfTab } from "@/features/enterprise/whatIf/WhatIfTab";
import type { EnterpriseDetail } from "@/shared/api/types";
import { isProblem } from "@/shared/api/problem";
import { can, useMe } from "@/shared/session";
import { Problem } from "@/shared/ui/Problem";
import { SyntheticBanner } from "@/shared/ui/SyntheticBanner";

/** 企业详情: where the firm stands, what the rules and the models say of it, and the facts behind. */
export default function EnterprisePage() {
  const { uscc = "" } = useParams();
  const { data: firm, isPending, error, refetch } = useQuery(enterpriseOf(uscc));
  if (isProblem(error, 404)) return <Unknown uscc={uscc} />;
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 10 }} />;
  if (firm.uscc !== uscc) return <ToSurvivor uscc={firm.uscc} from={uscc} />;
  return (
    <FirmValuesProvider key={uscc} uscc={uscc}>
      <SyntheticBanner show={firm.is_synthetic} />
      <MergedFrom />
      <FirmHeader firm={firm} />
      <div className="stack no-print">
        <Card>
          <PathSteps path={firm.path} />
        </Card>
        <MissingCard firm={firm} />
      </div>
      <Sections firm={firm} />
    </FirmValuesProvider>
  );
}

/** The record was merged into another, whose page this is; its address says so from now on. */
function ToSurvivor({ uscc, from }: { uscc: string; from: string }) {
  const { search } = useLocation();
  return <Navigate to={`/enterprises/${uscc}${search}`} replace state={{ mergedFrom: from }} />;
}

/** Absent and denied read alike: the server does not tell them apart either. */
function Unknown({ uscc }: { uscc: string }) {
  const { t } = useTranslation("enterprise");
  const back = (
    <Link to="/enterprises">
      <Button type="primary">{t("backToList")}</Button>
    </Link>
  );
  return <Result status={404} title={t("unknown.title")} subTitle={t("unknown.text", { uscc })} extra={back} />;
}

function Sections({ firm }: { firm: EnterpriseDetail }) {
  const { t } = useTranslation("enterprise");
  const me = useMe();
  const [params, setParams] = useSearchParams();
  const all: { key: string; label: string; shown: boolean; children: ReactNode }[] = [
    {
      key: "assessments",
      label: t("tab.assessments"),
      shown: can(me, "assessment", "view"),
      children: <AssessmentsTab uscc={firm.uscc} />,
    },
    {
      key: "what-if",
      label: t("tab.what-if"),
      shown: can(me, "assessment", "run"),
      children: <WhatIfTab uscc={firm.uscc} />,
    },
    {
      key: "gap",
      label: t("tab.gap"),
      shown: can(me, "assessment", "run"),
      children: <GapTab uscc={firm.uscc} />,
    },
    {
      key: "history",
      label: t("tab.history"),
      shown: can(me, "assessment", "view"),
      children: <HistoryTab uscc={firm.uscc} />,
    },
    {
      key: "likelihoods",
      label: t("tab.likelihoods"),
      shown: can(me, "score", "view"),
      children: <LikelihoodsTab uscc={firm.uscc} />,
    },
    {
      key: "facts",
      label: t("tab.facts"),
      shown: can(me, "financials", "view"),
      children: <FactsTab firm={firm} />,
    },
    {
      key: "records",
      label: t("tab.records"),
      shown: can(me, "certificate", "view"),
      children: <RecordsTab firm={firm} />,
    },
    { key: "profile", label: t("tab.profile"), shown: true, children: <ProfileTab firm={firm} /> },
  ];
  const items = all.filter(({ shown }) => shown).map(({ key, label, children }) => ({ key, label, children }));
  const asked = params.get("tab");
  const active = items.find(({ key }) => key === asked)?.key ?? items[0]?.key;
  return (
    <Tabs
      className="page-tabs"
      items={items}
      activeKey={active}
      destroyOnHidden
      onChange={(tab) => setParams((before) => tabAddress(before, tab), { replace: true })}
    />
  );
}
