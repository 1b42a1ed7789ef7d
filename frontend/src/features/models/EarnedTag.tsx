import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import type { ModelRow } from "@/features/models/types";

/** Whether a version is in use, may be, or in how many conditions it falls short. */
export function EarnedTag({ of }: { of: ModelRow }) {
  const { t } = useTranslation("models");
  if (of.is_promoted) return <Tag color="green">{t("inUse")}</Tag>;
  if (of.earned) return <Tag color="blue">{t("earned")}</Tag>;
  return <Tag color="orange">{t("notEarned", { open: of.open_findings.length })}</Tag>;
}
