import { FileDoneOutlined, FileSearchOutlined, SyncOutlined, ToolOutlined } from "@ant-design/icons";
import { Tag } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { WorklistRow } from "@/shared/api/types";

const LOOKS: Record<WorklistRow["action"], { colour: string; icon: ReactNode }> = {
  renew: { colour: "volcano", icon: <SyncOutlined /> },
  apply: { colour: "green", icon: <FileDoneOutlined /> },
  close_gap: { colour: "gold", icon: <ToolOutlined /> },
  find_facts: { colour: "blue", icon: <FileSearchOutlined /> },
};

export function ActionTag({ action }: { action: WorklistRow["action"] }) {
  const { t } = useTranslation("worklist");
  const { colour, icon } = LOOKS[action];
  return (
    <Tag color={colour} icon={icon} variant="filled">
      {t(`action.${action}`)}
    </Tag>
  );
}
