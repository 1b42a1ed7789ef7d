import { Tag, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import type { GapOutcome } from "@/shared/api/types";

export const GAP_OUTCOMES = ["met", "certain", "possible", "out_of_reach"] as const;

const COLOURS: Record<GapOutcome, string> = {
  met: "green",
  certain: "blue",
  possible: "gold",
  out_of_reach: "default",
};

/** How far away a title is: met already, to be had for certain, possibly, or not by anything the firm can do. */
export function GapOutcomeTag({ outcome }: { outcome: GapOutcome }) {
  const { t } = useTranslation("gaps");
  return (
    <Tooltip title={t(`outcomeNote.${outcome}`)}>
      <Tag color={COLOURS[outcome]} variant="filled">
        {t(`outcome.${outcome}`)}
      </Tag>
    </Tooltip>
  );
}
