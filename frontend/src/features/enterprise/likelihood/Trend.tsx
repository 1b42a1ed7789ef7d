import { useQuery } from "@tanstack/react-query";
import { Skeleton, Typography } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { PastOverrides } from "@/features/enterprise/likelihood/PastOverrides";
import { trendOption } from "@/features/enterprise/likelihood/trendOption";
import { likelihoodHistoryOf } from "@/features/enterprise/queries";
import type { LikelihoodHistory } from "@/shared/api/types";
import { Chart } from "@/shared/ui/Chart";
import { Problem } from "@/shared/ui/Problem";

interface TrendProps {
  uscc: string;
  target: string;
  /** The day of the newest run: what was said last stands until then. */
  until: string | null;
}

/** How a firm's likelihood moved. */
export function Trend({ uscc, target, until }: TrendProps) {
  const { data, isPending, error, refetch } = useQuery(likelihoodHistoryOf(uscc, target));
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 4 }} />;
  return <Drawn history={data} until={until} />;
}

function Drawn({ history, until }: { history: LikelihoodHistory; until: string | null }) {
  const { t } = useTranslation("likelihood");
  const option = useMemo(
    () =>
      trendOption(history, {
        recorded: t("trend.recorded"),
        recomputed: t("trend.recomputed"),
        override: t("trend.override"),
        until,
      }),
    [history, t, until],
  );
  const some = [...history.recorded, ...history.recomputed].some(({ probability }) => probability !== null);
  return (
    <section aria-label={t("trend.title")}>
      <Typography.Text strong>{t("trend.title")}</Typography.Text>
      {some ? (
        <>
          <Chart option={option} height={220} label={t("trend.title")} />
          <p className="muted">{t("trend.note")}</p>
        </>
      ) : (
        <p className="muted">{t("trend.empty")}</p>
      )}
      <PastOverrides overrides={history.overrides} />
    </section>
  );
}
