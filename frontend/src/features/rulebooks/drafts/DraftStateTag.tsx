import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import type { DraftState } from "@/features/rulebooks/types";

const COLOURS: Readonly<Record<DraftState, string>> = {
  open: "blue",
  submitted: "gold",
  published: "green",
  discarded: "default",
};

export function DraftStateTag({ state }: { state: DraftState }) {
  const { t } = useTranslation("drafts");
  return <Tag color={COLOURS[state]}>{t(`state.${state}`)}</Tag>;
}
