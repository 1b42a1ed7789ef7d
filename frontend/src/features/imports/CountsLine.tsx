import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import { OUTCOME_COLOURS, OUTCOMES } from "@/features/imports/outcomes";
import type { Counts } from "@/features/imports/types";
import { MISSING, number } from "@/shared/format";

/** What became of the rows, in one line: only what there is. */
export function CountsLine({ counts }: { counts: Counts }) {
  const { t } = useTranslation("imports");
  const some = OUTCOMES.filter((outcome) => counts[outcome] > 0);
  if (some.length === 0) return <span className="muted">{MISSING}</span>;
  return (
    <span className="tags">
      {some.map((outcome) => (
        <Tag key={outcome} color={OUTCOME_COLOURS[outcome]} variant="filled">
          {t(`outcome.${outcome}`)} {number(counts[outcome])}
        </Tag>
      ))}
    </span>
  );
}
