import { SyncOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Popconfirm, Progress } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import styles from "@/features/gaps/gaps.module.css";
import { gapRunQuery, isRunning, runGaps } from "@/features/gaps/queries";
import { day, instant, number } from "@/shared/format";
import { problemText } from "@/shared/ui/Problem";

/** As of when the plans are, how far a run under way has come, and a way to start one. */
export function RunProgress() {
  const { t } = useTranslation("gaps");
  const { data: run } = useQuery(gapRunQuery);
  const running = run !== undefined && isRunning(run.state);
  useFresh(running);
  return (
    <div className={styles["run"]}>
      {run && running && (
        <span className={styles["progress"]}>
          <Progress size="small" percent={run.total > 0 ? Math.floor((100 * run.done) / run.total) : 0} />
          <span className="muted">{t("run.progress", { done: number(run.done), total: number(run.total) })}</span>
        </span>
      )}
      {run && !running && (
        <span className="muted">
          {run.as_of ? t("run.asOf", { on: day(run.as_of), at: instant(run.finished_at) }) : t("run.never")}
        </span>
      )}
      {run !== undefined && run.left_out > 0 && (
        <span className="muted">{t("run.leftOut", { firms: number(run.left_out) })}</span>
      )}
      {run?.may_run && <Start running={running} />}
    </div>
  );
}

/** Once a run has ended its plans are read anew. */
function useFresh(running: boolean) {
  const client = useQueryClient();
  const before = useRef(running);
  useEffect(() => {
    if (before.current && !running) void client.invalidateQueries({ queryKey: ["gaps"] });
    before.current = running;
  }, [client, running]);
}

function Start({ running }: { running: boolean }) {
  const { t } = useTranslation("gaps");
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: runGaps,
    onSuccess: async () => {
      void message.success(t("run.started"));
      await client.invalidateQueries({ queryKey: gapRunQuery.queryKey });
    },
    onError: (error) => void message.error(problemText(common, error)),
  });
  return (
    <Popconfirm title={t("run.sure")} disabled={running} onConfirm={() => start.mutate()}>
      <Button
        icon={<SyncOutlined />}
        disabled={running}
        title={running ? t("run.already") : undefined}
        loading={start.isPending}
      >
        {t("run.action")}
      </Button>
    </Popconfirm>
  );
}
