import { useTranslation } from "react-i18next";
import type { SourceRank } from "@/shared/api/types";
import { STATED_FIELDS } from "@/shared/firm/stated";

export const FIGURES = [
  "revenue",
  "main_revenue",
  "total_income",
  "hightech_income",
  "costs",
  "rnd_expense",
  "rnd_domestic",
  "total_assets",
  "total_liabilities",
  "net_assets",
  "net_profit",
  "tax_paid",
  "headcount",
  "st_staff",
  "rnd_staff",
] as const;
export const BASES = ["audit", "tax", "statistics", "declared"] as const;

/** The fields that sources of each kind of facts speak of. */
export function fieldsOf(table: SourceRank["table"]): readonly string[] {
  return table === "registration" ? STATED_FIELDS : FIGURES;
}

/** What a rank is about, in words: the field, and who speaks of it. */
export function useSubjectWords() {
  const { t } = useTranslation("sources");
  const { t: common } = useTranslation();
  const { t: enterprise } = useTranslation("enterprise");
  const fieldWord = ({ table, field }: Pick<SourceRank, "table" | "field">): string => {
    if (field === "") return t("everyField");
    const stated = STATED_FIELDS.find((one) => table === "registration" && one === field);
    if (stated) return common(`firm.field.${stated}`);
    const figure = FIGURES.find((one) => one === field);
    return figure ? enterprise(`figure.${figure}`) : field;
  };
  const basisWord = (basis: string): string => {
    const known = BASES.find((one) => one === basis);
    return known ? enterprise(`basis.${known}`) : basis;
  };
  const speakerWord = ({ source, basis }: Pick<SourceRank, "source" | "basis">): string => {
    if (source) return t("bySource", { source });
    return basis ? t("byBasis", { basis: basisWord(basis) }) : t("everySource");
  };
  return { fieldWord, basisWord, speakerWord };
}
