import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Card, Empty, Progress, Skeleton } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { beforePreview, type Standing } from "@/features/rulebooks/editor/hurdles";
import { Flips } from "@/features/rulebooks/impact/Flips";
import { Matrix } from "@/features/rulebooks/impact/Matrix";
import { turned, useMovesText } from "@/features/rulebooks/impact/moves";
import { Transitions } from "@/features/rulebooks/impact/Transitions";
import { draftOf, impactOf, isUnderWay, startImpact } from "@/features/rulebooks/queries";
import type { Draft, Impact, ImpactProgress } from "@/features/rulebooks/types";
import { day, number } from "@/shared/format";
import { Problem, problemText } from "@/shared/ui/Problem";
import { ReasonedButton } from "@/shared/ui/ReasonedButton";

/** Whose verdict a draft would change, before it counts: started here, followed, read by county and tier. */
export function ImpactTab({ draft, standing }: { draft: Draft; standing: Standing }) {
  const { t } = useTranslation("drafts");
  const { data, isPending, error, refetch } = useFollowed(draft.id);
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 8 }} />;
  const decided = draft.state === "published" || draft.state === "discarded";
  const start = decided ? null : <Start draft={draft} standing={standing} again={data !== null} />;
  if (data === null) {
    return (
      <Card>
        <Empty description={t("impact.never")}>{start}</Empty>
      </Card>
    );
  }
  return (
    <div className="stack">
      <Summary impact={data} draft={draft} start={start} />
      {data.state === "done" && <Outcome impact={data} draft={draft} />}
    </div>
  );
}

/** The newest preview; when the job ends, the draft itself is read anew, since it may be published now. */
function useFollowed(id: number) {
  const client = useQueryClient();
  const asked = useQuery(impactOf(id));
  const underWay = isUnderWay(asked.data);
  const before = useRef(underWay);
  useEffect(() => {
    const was = before.current;
    before.current = underWay;
    if (was && !underWay) void client.invalidateQueries({ queryKey: draftOf(id).queryKey, exact: true });
  }, [client, id, underWay]);
  return asked;
}

function Start({ draft, standing, again }: { draft: Draft; standing: Standing; again: boolean }) {
  const { t } = useTranslation("drafts");
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [hurdle] = beforePreview(standing);
  const start = useMutation({
    mutationFn: () => startImpact(draft.id),
    onSuccess: (now) => client.setQueryData(impactOf(draft.id).queryKey, now),
    onError: (error) => void message.error(problemText(common, error)),
  });
  const why = hurdle ? t(`hurdle.${hurdle}`) : draft.can.preview ? null : t("impact.notYou");
  return (
    <ReasonedButton
      id="impact"
      type={again ? "default" : "primary"}
      why={why}
      loading={start.isPending}
      onClick={() => start.mutate()}
    >
      {t(again ? "impact.again" : "impact.start")}
    </ReasonedButton>
  );
}

function Summary({ impact, draft, start }: { impact: Impact; draft: Draft; start: React.ReactNode }) {
  const { t } = useTranslation("drafts");
  const movesText = useMovesText();
  const against = impact.against ? t("impact.against", { version: impact.against }) : t("impact.againstNothing");
  const about = t("impact.about", { on: day(impact.as_of), revision: impact.revision, against });
  return (
    <Card
      size="small"
      title={t("impact.title")}
      extra={isUnderWay(impact) ? null : start}
      data-testid="impact-summary"
    >
      {impact.revision !== draft.revision && (
        <Alert
          className="gap-below"
          type="warning"
          showIcon
          title={t("impact.outdated", { revision: draft.revision })}
        />
      )}
      <Broken of={impact.newer ?? impact} />
      <div className="muted">{about}</div>
      {impact.as_of > impact.created_at.slice(0, 10) && (
        <div className="muted">{t("impact.ahead", { on: day(impact.as_of) })}</div>
      )}
      {isUnderWay(impact) && <Running impact={impact.newer ?? impact} />}
      {impact.newer?.state === "running" && <p className="muted">{t("impact.stillThis")}</p>}
      {impact.state === "done" && (
        <p>
          {t("impact.looked", { total: number(impact.total) })}
          {turned(impact.summary).length === 0 ? t("impact.nobody") : movesText(turned(impact.summary))}
        </p>
      )}
    </Card>
  );
}

/** Why a preview came to no end, or that nobody works on it any more: either way it can be started again. */
function Broken({ of }: { of: ImpactProgress }) {
  const { t } = useTranslation("drafts");
  if (of.stalled) return <Alert className="gap-below" type="error" showIcon title={t("impact.stalled")} />;
  if (of.state !== "failed") return null;
  return (
    <Alert
      className="gap-below"
      type="error"
      showIcon
      title={t("impact.failed")}
      description={of.problem || undefined}
    />
  );
}

function Running({ impact }: { impact: ImpactProgress }) {
  const { t } = useTranslation("drafts");
  const percent = impact.total > 0 ? Math.min(99, Math.floor((100 * impact.done) / impact.total)) : 0;
  return (
    <div role="status">
      <Progress percent={percent} status="active" aria-label={t("impact.running")} />
      <div className="muted numeric">
        {impact.total > 0
          ? t("impact.progress", { done: number(impact.done), total: number(impact.total) })
          : t("impact.waiting")}
      </div>
    </div>
  );
}

function Outcome({ impact, draft }: { impact: Impact; draft: Draft }) {
  const { t } = useTranslation("drafts");
  if (turned(impact.summary).length === 0) {
    return <Alert type="success" showIcon title={t("impact.nobodyNote")} />;
  }
  return (
    <>
      <Card size="small" title={t("impact.transitions")}>
        <Transitions summary={impact.summary} />
      </Card>
      <Card size="small" title={t("impact.matrix")} extra={<span className="muted">{t("impact.matrixNote")}</span>}>
        <Matrix impact={impact} />
      </Card>
      <Card size="small" title={t("impact.flips")} id="flips">
        <Flips draft={draft} impact={impact} />
      </Card>
    </>
  );
}
