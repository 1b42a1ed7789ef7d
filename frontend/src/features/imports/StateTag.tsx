import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import type { Import } from "@/shared/api/types";

const COLOURS: Record<Import["state"], string> = { previewed: "gold", committed: "green", discarded: "default" };

export function StateTag({ state }: { state: Import["state"] }) {
  const { t } = useTranslation("imports");
  return <Tag color={COLOURS[state]}>{t(`state.${state}`)}</Tag>;
}
