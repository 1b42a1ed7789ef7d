import { Progress } from "antd";
import { useTranslation } from "react-i18next";
import type { Training } from "@/features/models/types";

/** In their order, as the server tells them; each counts its own work. */
const STEPS = ["facts", "snapshots", "choose", "fit", "refit", "judge"] as const;

/** How far a training under way has come, and what it does now. */
export function TrainingProgress({ training }: { training: Training }) {
  const { t } = useTranslation("models");
  const at = STEPS.findIndex((step) => step === training.step);
  const step = STEPS[at];
  const within = training.total > 0 ? training.done / training.total : 0;
  const doing = step && t(`training.step.${step}`);
  return (
    <div role="status">
      <Progress size="small" percent={doing ? Math.floor((100 * (at + within)) / STEPS.length) : 0} />
      <span className="muted">
        {doing ? t("training.doing", { doing, at: at + 1, steps: STEPS.length }) : t("training.queued")}
      </span>
    </div>
  );
}
