import { Space, Tag } from "antd";
import { useTranslation } from "react-i18next";
import type { Status } from "@/features/rulebooks/types";

const COLOURS: Readonly<Record<Status, string>> = {
  active: "green",
  reference: "blue",
  draft: "gold",
  historical: "default",
};

interface StatusTagsProps {
  of: { status: Status; in_force?: boolean; withdrawn?: boolean };
}

/** What a version is, whether it decides today, and whether it was taken back. */
export function StatusTags({ of }: StatusTagsProps) {
  const { t } = useTranslation("rulebooks");
  return (
    <Space size={4}>
      {of.withdrawn ? (
        <Tag color="red">{t("withdrawn")}</Tag>
      ) : (
        <Tag color={COLOURS[of.status]}>{t(`status.${of.status}`)}</Tag>
      )}
      {of.in_force && (
        <Tag color="green" variant="solid">
          {t("inForce")}
        </Tag>
      )}
    </Space>
  );
}
