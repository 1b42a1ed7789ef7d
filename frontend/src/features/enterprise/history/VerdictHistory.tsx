import { ArrowRightOutlined } from "@ant-design/icons";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button, Card, Empty, Skeleton, Timeline } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { verdictChangesOf } from "@/features/enterprise/history/queries";
import { byDay } from "@/features/enterprise/history/byDay";
import styles from "@/features/enterprise/history/history.module.css";
import type { VerdictChange } from "@/shared/api/types";
import { day, instant, interval } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { programmesQuery } from "@/shared/reference";
import { FilterSelect } from "@/shared/ui/FilterSelect";
import { Problem } from "@/shared/ui/Problem";
import { VerdictTag } from "@/shared/ui/tags";

/** Every change of a verdict: from what to what, by which version, because of what, and which criteria turned. */
export function VerdictHistory({ uscc }: { uscc: string }) {
  const { t } = useTranslation("assessments");
  const [params, setParams] = useSearchParams();
  const programme = params.get("programme") ?? "";
  const list = useInfiniteQuery(verdictChangesOf(uscc, programme));
  const choose = (code: string) =>
    setParams((before) => {
      const after = new URLSearchParams(before);
      if (code) after.set("programme", code);
      else after.delete("programme");
      return after;
    });
  const changes = list.data?.pages.flatMap(({ results }) => results) ?? [];
  return (
    <Card size="small" title={t("history.title")} extra={<Programmes value={programme} onChange={choose} />}>
      {list.error ? (
        <Problem of={list.error} onRetry={list.refetch} />
      ) : list.isPending ? (
        <Skeleton active paragraph={{ rows: 6 }} />
      ) : changes.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(programme ? "history.noneHere" : "history.none")} />
      ) : (
        <>
          <Timeline
            className={styles["timeline"]}
            items={byDay(changes).map(({ on, changes: those }) => ({
              key: on,
              content: <Day on={on} changes={those} />,
            }))}
          />
          {list.hasNextPage && (
            <Button type="link" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t("history.older")}
            </Button>
          )}
        </>
      )}
    </Card>
  );
}

function Programmes({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  const { t } = useTranslation("assessments");
  const words = useWords();
  const programmes = useQuery(programmesQuery).data ?? [];
  return (
    <FilterSelect
      label={t("history.programme")}
      value={value}
      options={programmes.map((one) => ({ value: one.code, label: words(one) }))}
      onChange={onChange}
    />
  );
}

/** What came out otherwise as of one day. */
function Day({ on, changes }: { on: string; changes: VerdictChange[] }) {
  const { t } = useTranslation("assessments");
  return (
    <>
      <div>
        <strong>{day(on)}</strong>{" "}
        <span className="muted">{t("history.recorded", { at: instant(changes[0]?.recorded_at) })}</span>
      </div>
      {changes.map((change) => (
        <Change key={`${change.programme.code}-${change.rulebook.version}-${change.recorded_at}`} change={change} />
      ))}
    </>
  );
}

function Change({ change }: { change: VerdictChange }) {
  const { t } = useTranslation("assessments");
  const words = useWords();
  const { programme, rulebook, before, verdict, turned } = change;
  return (
    <div className={styles["change"]} data-testid="verdict-change">
      <div className={styles["line"]}>
        <Link to={`/rulebooks/${programme.code}/${rulebook.version}`}>
          {words(programme)} {rulebook.version}
        </Link>
        {before && (
          <>
            <VerdictTag verdict={before} />
            <ArrowRightOutlined className="muted" aria-label={t("history.becomes")} />
          </>
        )}
        <VerdictTag verdict={verdict} />
        {change.points_low != null && (
          <span className="muted">
            {t("history.points", { points: interval(change.points_low, change.points_high) })}
          </span>
        )}
        <span className="muted">{t(`history.cause.${change.cause}`)}</span>
      </div>
      {turned.length > 0 && (
        <div>{t("history.turned", { criteria: turned.map(({ title }) => words(title)).join(t("row.and")) })}</div>
      )}
    </div>
  );
}
