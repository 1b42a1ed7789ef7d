import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { Card, Col, Empty, Row, Skeleton } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { CountyMatrix } from "@/features/pipeline/CountyMatrix";
import { firmsAt } from "@/features/pipeline/firms";
import { expiringOption, tiersOption, verdictsOption } from "@/features/pipeline/options";
import { TierLadder } from "@/features/pipeline/TierLadder";
import { api, body } from "@/shared/api/client";
import type { Pipeline } from "@/shared/api/types";
import { useRegionOptions } from "@/shared/reference";
import { Chart } from "@/shared/ui/Chart";
import { FilterSelect } from "@/shared/ui/FilterSelect";
import { PageHeader } from "@/shared/ui/PageHeader";
import { Problem } from "@/shared/ui/Problem";
import { SyntheticBanner } from "@/shared/ui/SyntheticBanner";
import { useTierName } from "@/shared/ui/tags";
import { useListState } from "@/shared/urlState";

const pipelineOf = (region: string) =>
  queryOptions({
    queryKey: ["pipeline", region],
    queryFn: () => body(api.GET("/api/v1/pipeline", { params: { query: region ? { region } : {} } })),
    placeholderData: keepPreviousData,
  });

/** 培育总览: how many firms stand where, by tier and county. */
export default function PipelinePage() {
  const { t } = useTranslation("pipeline");
  const { t: common } = useTranslation();
  const { state, change } = useListState(["region"]);
  const { data, isPending, error, refetch } = useQuery(pipelineOf(state.region));
  const filter = (
    <FilterSelect
      label={common("filter.region")}
      value={state.region}
      options={useRegionOptions()}
      onChange={(region) => change({ region })}
    />
  );
  return (
    <>
      <PageHeader title={t("title")} note={data && t("note", { on: data.as_of })} actions={filter} />
      <SyntheticBanner show={data?.is_synthetic ?? false} />
      {error ? (
        <Problem of={error} onRetry={refetch} />
      ) : isPending ? (
        <Skeleton active paragraph={{ rows: 12 }} />
      ) : (
        <Overview pipeline={data} region={state.region} />
      )}
    </>
  );
}

function Overview({ pipeline, region }: { pipeline: Pipeline; region: string }) {
  const { t } = useTranslation("pipeline");
  return (
    <div className="stack">
      <TierLadder tiers={pipeline.tiers} region={region} />
      <Row gutter={[12, 12]}>
        <Col xs={24} xl={8}>
          <Card title={t("tiers.title")}>
            <Tiers pipeline={pipeline} region={region} />
          </Card>
        </Col>
        <Col xs={24} md={12} xl={8}>
          <Card title={t("verdicts.title")}>
            <Verdicts pipeline={pipeline} />
          </Card>
        </Col>
        <Col xs={24} md={12} xl={8}>
          <Card title={t("expiring.title")}>
            <Expiring pipeline={pipeline} />
          </Card>
        </Col>
      </Row>
      <Card title={t("counties.title")} extra={<span className="muted">{t("counties.note")}</span>}>
        <CountyMatrix counties={pipeline.counties} />
      </Card>
    </div>
  );
}

const HEIGHT = 240;

function Tiers({ pipeline, region }: { pipeline: Pipeline; region: string }) {
  const { t } = useTranslation("pipeline");
  const navigate = useNavigate();
  const tierName = useTierName();
  const option = useMemo(() => tiersOption(pipeline.tiers, tierName), [pipeline.tiers, tierName]);
  const open = useMemo(() => {
    const tiers = pipeline.tiers.map(({ tier }) => tier);
    return (index: number) => void navigate(firmsAt({ region, tier: tiers[index] ?? 0 }));
  }, [navigate, pipeline.tiers, region]);
  return <Chart option={option} height={HEIGHT} label={t("tiers.title")} onPick={open} />;
}

function Verdicts({ pipeline }: { pipeline: Pipeline }) {
  const { t } = useTranslation("pipeline");
  const { t: common } = useTranslation();
  const option = useMemo(() => {
    const programmes = (["tech_sme", "hnte"] as const).filter((code) => pipeline.verdicts[code]);
    const rows = programmes.map((code) => ({ name: common(`programme.${code}`), counts: pipeline.verdicts[code] }));
    return rows.length > 0 ? verdictsOption(rows, (verdict) => common(`verdict.${verdict}`)) : null;
  }, [pipeline.verdicts, common]);
  return option ? (
    <Chart option={option} height={HEIGHT} label={t("verdicts.title")} />
  ) : (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("verdicts.empty")} />
  );
}

function Expiring({ pipeline }: { pipeline: Pipeline }) {
  const { t } = useTranslation("pipeline");
  const option = useMemo(() => expiringOption(pipeline.expiring), [pipeline.expiring]);
  if (pipeline.expiring.every(({ count }) => count === 0))
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("expiring.empty")} />;
  return <Chart option={option} height={HEIGHT} label={t("expiring.title")} />;
}
