import { useTranslation } from "react-i18next";
import { OUTCOMES } from "@/features/imports/outcomes";
import type { Import } from "@/shared/api/types";
import { number } from "@/shared/format";

/** What became of the rows, in one line. */
export function CountsLine({ counts }: { counts: Import["counts"] }) {
  const { t } = useTranslation("imports");
  return OUTCOMES.map((outcome) => `${t(`outcome.${outcome}`)} ${number(counts[outcome])}`).join(" · ");
}
