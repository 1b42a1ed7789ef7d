import { DownloadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Card, Skeleton, Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";
import { EarnedTag } from "@/features/models/EarnedTag";
import { cardAddress, modelOf, targetOf } from "@/features/models/queries";
import { CandidatesTable } from "@/features/models/version/CandidatesTable";
import { CountiesPart } from "@/features/models/version/CountiesPart";
import { CurvesPart } from "@/features/models/version/CurvesPart";
import { FeaturesTable } from "@/features/models/version/FeaturesTable";
import { FindingsList } from "@/features/models/version/FindingsList";
import { Origin } from "@/features/models/version/Origin";
import { Promote } from "@/features/models/version/Promote";
import { ReliabilityPart } from "@/features/models/version/ReliabilityPart";
import { SlicesTable } from "@/features/models/version/SlicesTable";
import type { ModelCard } from "@/features/models/types";
import { instant, MISSING } from "@/shared/format";
import { useLanguage, useWords } from "@/shared/i18n";
import { PageHeader } from "@/shared/ui/PageHeader";
import { Problem } from "@/shared/ui/Problem";

/** One version with its card: what it learnt from what, how well it did on a year never seen, whether it may be used. */
export default function VersionPage() {
  const { target = "", version = "" } = useParams();
  const { data, isPending, error, refetch } = useQuery(modelOf(target, version));
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 12 }} />;
  return <Content card={data} />;
}

function Content({ card }: { card: ModelCard }) {
  const { t } = useTranslation("models");
  const [params, setParams] = useSearchParams();
  const asked = params.get("tab");
  const tabs = [
    { key: "card", label: t("tab.card"), children: <CardTab card={card} /> },
    { key: "counties", label: t("tab.counties"), children: <CountiesPart card={card} /> },
    { key: "slices", label: t("tab.slices"), children: <SlicesTable slices={card.slices} /> },
    { key: "features", label: t("tab.features"), children: <FeaturesTable features={card.features} /> },
    { key: "curves", label: t("tab.curves"), children: <CurvesPart card={card} /> },
  ];
  return (
    <>
      <PageHeader title={<Title card={card} />} note={<Trained card={card} />} actions={<Actions card={card} />} />
      <Tabs
        items={tabs}
        activeKey={tabs.some(({ key }) => key === asked) && asked ? asked : "card"}
        onChange={(tab) => setParams(tab === "card" ? {} : { tab }, { replace: true })}
      />
    </>
  );
}

function Title({ card }: { card: ModelCard }) {
  const words = useWords();
  const target = useQuery(targetOf(card.target)).data?.target;
  return (
    <>
      <Link to={`/models/${card.target}`}>{target ? words(target) : card.target}</Link> {card.version}{" "}
      <EarnedTag of={card} />
    </>
  );
}

function Trained({ card }: { card: ModelCard }) {
  const { t } = useTranslation("models");
  const words = useWords();
  const by = card.trained_by?.display_name ?? MISSING;
  return <>{t("trainedBy", { algorithm: words(card.algorithm), by, at: instant(card.trained_at) })}</>;
}

function Actions({ card }: { card: ModelCard }) {
  const { t } = useTranslation("models");
  const language = useLanguage();
  return (
    <>
      <Button icon={<DownloadOutlined />} href={cardAddress(card.target, card.version, language)} download>
        {t("download")}
      </Button>
      {card.can.includes("promote") && <Promote card={card} />}
    </>
  );
}

function CardTab({ card }: { card: ModelCard }) {
  const { t } = useTranslation("models");
  return (
    <div className="stack">
      <Card title={t("findings.title")}>
        <FindingsList findings={card.findings} />
      </Card>
      <Card title={t("plot.reliability")}>
        <ReliabilityPart card={card} />
      </Card>
      <Card title={t("candidates.title")}>
        <p className="muted">{t("candidates.note")}</p>
        <CandidatesTable candidates={card.candidates} />
      </Card>
      <Card title={t("origin.title")}>
        <Origin card={card} />
      </Card>
    </div>
  );
}
