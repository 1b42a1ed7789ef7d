import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Card, Flex, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { Comparison } from "@/features/duplicates/Comparison";
import { Dismissal } from "@/features/duplicates/Dismissal";
import { MergeSection } from "@/features/duplicates/MergeSection";
import { pairOf } from "@/features/duplicates/queries";
import { PairState, Reasons } from "@/features/duplicates/words";
import type { DuplicatePair } from "@/shared/api/types";
import { instant, percent } from "@/shared/format";
import { can, useMe } from "@/shared/session";
import { PageHeader } from "@/shared/ui/PageHeader";
import { Problem } from "@/shared/ui/Problem";
import { SyntheticBanner } from "@/shared/ui/SyntheticBanner";

/** 比对: two records side by side, and the decision whether they are one firm. */
export default function PairPage() {
  const { t } = useTranslation("duplicates");
  const me = useMe();
  const id = Number(useParams()["id"]);
  const { data: pair, isPending, error, refetch } = useQuery(pairOf(id));
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 12 }} />;
  const title = (
    <>
      {t("pair.title")} <PairState state={pair.state} />
    </>
  );
  const actions = (
    <>
      <Link to="/duplicates">
        <Button>{t("pair.back")}</Button>
      </Link>
      {pair.state === "open" && can(me, "duplicate", "update") && <Dismissal pair={pair} />}
    </>
  );
  return (
    <>
      <SyntheticBanner show={pair.one.is_synthetic || pair.other.is_synthetic} />
      <PageHeader title={title} note={t("pair.note")} actions={actions} />
      <div className="stack">
        <Card size="small">
          <Flex gap={8} wrap align="center">
            <span className="muted">{t("pair.why", { similarity: percent(pair.similarity, 0) })}</span>
            <Reasons of={pair.reasons} />
          </Flex>
        </Card>
        <Decision key={pair.state} pair={pair} />
      </div>
    </>
  );
}

function Decision({ pair }: { pair: DuplicatePair }) {
  const me = useMe();
  const [kept, setKept] = useState<"one" | "other">(moreOnRecord(pair));
  const keep = pair[kept];
  const merge = pair[kept === "one" ? "other" : "one"];
  const mayMerge = pair.state === "open" && can(me, "duplicate", "approve");
  return (
    <>
      {pair.state !== "open" && <Decided pair={pair} />}
      <Card>
        <Comparison pair={pair} kept={mayMerge ? kept : null} onKeep={setKept} />
      </Card>
      {mayMerge && <MergeSection key={keep.uscc} keep={keep} merge={merge} pair={pair.id} />}
    </>
  );
}

/** The record that more hangs on is kept unless somebody chooses otherwise. */
function moreOnRecord({ one, other }: DuplicatePair): "one" | "other" {
  return other.facts > one.facts ? "other" : "one";
}

function Decided({ pair }: { pair: DuplicatePair }) {
  const { t } = useTranslation("duplicates");
  const who = [pair.decided_by?.display_name, instant(pair.decided_at)].filter(Boolean).join(" · ");
  return (
    <Alert
      type={pair.state === "merged" ? "success" : "info"}
      showIcon
      title={t(pair.state === "merged" ? "pair.merged" : "pair.different")}
      description={[who, pair.note].filter(Boolean).join(" — ")}
      action={
        pair.state === "merged" && (
          <Link to="/duplicates?view=merges">
            <Button size="small">{t("pair.toMerges")}</Button>
          </Link>
        )
      }
    />
  );
}
