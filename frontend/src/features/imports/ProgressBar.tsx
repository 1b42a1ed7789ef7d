import { Progress as Bar } from "antd";
import { useTranslation } from "react-i18next";
import { number } from "@/shared/format";
import type { Progress } from "@/features/imports/types";

const STAGES = ["reading", "planning", "storing", "writing", "undoing"] as const;
type Stage = (typeof STAGES)[number];

function isStage(stage: string): stage is Stage {
  return STAGES.some((known) => known === stage);
}

/** Share of the work done; one row short of all until the state itself says that it is over. */
export function percentOf(progress: Progress | null): number {
  if (!progress || progress.total === 0) return 0;
  return Math.min(99, Math.floor((100 * progress.done) / progress.total));
}

/** How far a job is: the stage in words, the rows in figures. Its height never changes. */
export function ProgressBar({ progress, small = false }: { progress: Progress | null; small?: boolean }) {
  const { t } = useTranslation("imports");
  const stage = progress?.stage && isStage(progress.stage) ? t(`stage.${progress.stage}`) : t("stage.waiting");
  const rows =
    progress && progress.total > 0
      ? t("progress.rows", { done: number(progress.done), total: number(progress.total) })
      : "";
  return (
    <div role="status">
      <Bar
        percent={percentOf(progress)}
        status="active"
        size={small ? "small" : "medium"}
        showInfo={!small}
        aria-label={stage}
      />
      {!small && (
        <div className="muted numeric">
          {stage} {rows}
        </div>
      )}
    </div>
  );
}
