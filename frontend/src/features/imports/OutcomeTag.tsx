import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import { OUTCOME_COLOURS } from "@/features/imports/outcomes";
import type { Row } from "@/features/imports/types";

/** What becomes of a row; one that somebody left out says so instead. */
export function OutcomeTag({ row }: { row: Pick<Row, "outcome" | "decision"> }) {
  const { t } = useTranslation("imports");
  if (row.decision?.leave_out) return <Tag>{t("outcome.leftOut")}</Tag>;
  return <Tag color={OUTCOME_COLOURS[row.outcome]}>{t(`outcome.${row.outcome}`)}</Tag>;
}
