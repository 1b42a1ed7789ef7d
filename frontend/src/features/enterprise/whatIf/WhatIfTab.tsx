import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Card, Empty, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { AsOf } from "@/features/enterprise/AsOf";
import { useAsOf } from "@/features/enterprise/asOf";
import { assessmentsOf } from "@/features/enterprise/queries";
import { MeasureForm } from "@/features/enterprise/whatIf/MeasureForm";
import { measuresOf, whatIfOf } from "@/features/enterprise/whatIf/queries";
import { Responses } from "@/features/enterprise/whatIf/Responses";
import { turned } from "@/features/enterprise/whatIf/responses";
import { useChanges } from "@/features/enterprise/whatIf/useChanges";
import styles from "@/features/enterprise/whatIf/whatIf.module.css";
import { Problem } from "@/shared/ui/Problem";

/** 假设推演: suppose other facts, and see what all rulebooks would say. Nothing of it is stored. */
export function WhatIfTab({ uscc }: { uscc: string }) {
  const { t } = useTranslation("whatIf");
  const { asOf } = useAsOf();
  const { changes, change, reset, on } = useMeant(asOf);
  const { data: measures, isPending, error, refetch } = useQuery(measuresOf(uscc, asOf, on));
  const count = Object.keys(changes).length;
  return (
    <div className="stack">
      <AsOf />
      <Alert
        type="info"
        showIcon
        className={styles["notice"]}
        title={
          <>
            <strong>{t("notice.title")}</strong> {t("notice.text")}
          </>
        }
        action={
          (count > 0 || on !== asOf) && (
            <Button size="small" onClick={reset}>
              {t("reset", { count })}
            </Button>
          )
        }
      />
      {on !== asOf && (
        <Alert type="warning" showIcon title={t("notice.later", { on, year: Number(on.slice(0, 4)) - 1 })} />
      )}
      {error && <Problem of={error} onRetry={refetch} />}
      {isPending && <Skeleton active paragraph={{ rows: 12 }} />}
      {measures?.length === 0 && <Empty description={t("nothing")} />}
      {measures && measures.length > 0 && (
        <div className={styles["columns"]}>
          <Card size="small" title={t("form.title")}>
            <MeasureForm measures={measures} asOf={on} changes={changes} onChange={change} />
          </Card>
          <Answer uscc={uscc} asOf={asOf} />
          <Strip uscc={uscc} asOf={asOf} />
        </div>
      )}
    </div>
  );
}

/** What is supposed, and for which day: the as-of day itself, unless a plan means a later one. */
function useMeant(asOf: string) {
  const { on, ...rest } = useChanges();
  return { ...rest, on: /^\d{4}-\d{2}-\d{2}$/.test(on) && on > asOf ? on : asOf };
}

/** On a phone the answer stands above the form: what came out is said below the hand that types. */
function Strip({ uscc, asOf }: { uscc: string; asOf: string }) {
  const { t } = useTranslation("whatIf");
  const { changes, on } = useMeant(asOf);
  const { data } = useQuery(whatIfOf(uscc, asOf, on, changes));
  if (!data || data.changed.length === 0) return null;
  const show = () => document.getElementById(ANSWER)?.scrollIntoView({ behavior: "smooth" });
  return (
    <div className={styles["strip"]}>
      {t("answer.turned", { count: turned(data).length, changes: data.changed.length })}
      <Button size="small" onClick={show}>
        {t("answer.show")}
      </Button>
    </div>
  );
}

const ANSWER = "what-if-answer";

function Answer({ uscc, asOf }: { uscc: string; asOf: string }) {
  const { t } = useTranslation("whatIf");
  const { changes, on } = useMeant(asOf);
  const { data, isPending, isFetching, error, refetch } = useQuery(whatIfOf(uscc, asOf, on, changes));
  const assessments = useQuery(assessmentsOf(uscc, asOf)).data ?? []; // for the titles of size classes
  const classes = Object.fromEntries(assessments.map((one) => [one.programme.code, one.classes]));
  return (
    <Card
      size="small"
      id={ANSWER}
      className={styles["answer"]}
      title={t("answer.title")}
      extra={<span className="muted">{isFetching && t("answer.working")}</span>}
    >
      {error ? (
        <Problem of={error} onRetry={refetch} />
      ) : isPending ? (
        <Skeleton active paragraph={{ rows: 10 }} />
      ) : (
        <Responses answer={data} stale={isFetching} classes={classes} />
      )}
    </Card>
  );
}
