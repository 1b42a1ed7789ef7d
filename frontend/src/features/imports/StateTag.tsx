import { SyncOutlined } from "@ant-design/icons";
import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import { isRunning } from "@/features/imports/states";
import type { State } from "@/features/imports/types";

const COLOURS: Record<State, string> = {
  received: "processing",
  reading: "processing",
  unclear: "gold",
  failed: "red",
  previewed: "gold",
  committing: "processing",
  committed: "green",
  undoing: "processing",
  undone: "default",
  discarded: "default",
};

/** Where an import stands, in a word. */
export function StateTag({ state }: { state: State }) {
  const { t } = useTranslation("imports");
  return (
    <Tag color={COLOURS[state]} icon={isRunning(state) ? <SyncOutlined spin /> : undefined}>
      {t(`state.${state}`)}
    </Tag>
  );
}
