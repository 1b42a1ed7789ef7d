import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import type { DuplicatePair } from "@/shared/api/types";
import { useWords } from "@/shared/i18n";

const COLOURS: Record<DuplicatePair["state"], string> = { open: "gold", different: "default", merged: "green" };

export function PairState({ state }: { state: DuplicatePair["state"] }) {
  const { t } = useTranslation("duplicates");
  return <Tag color={COLOURS[state]}>{t(`state.${state}`)}</Tag>;
}

/** Why two records may be one firm, in the server's words. */
export function Reasons({ of }: { of: DuplicatePair["reasons"] }) {
  const words = useWords();
  return (
    <div className="tags">
      {of.map((reason) => (
        <Tag key={reason.code}>{words(reason)}</Tag>
      ))}
    </div>
  );
}
