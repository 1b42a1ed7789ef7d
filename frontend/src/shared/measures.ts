import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Criterion } from "@/shared/api/types";
import { MISSING, moneyOfNumber, number, percent } from "@/shared/format";
import { useLanguage } from "@/shared/i18n";

/** The calendar year that a measure like `revenue_y1` speaks of, counted back from the last full year before `asOf`. */
export function measureYear(name: string, asOf: string): number | null {
  const back = /_y(\d)$/.exec(name)?.[1];
  return back === undefined ? null : Number(asOf.slice(0, 4)) - 1 - Number(back);
}

type Value = string | number | boolean | null | undefined;
const COUNTED = ["people", "count", "points", "days", "years", "count_per_year"] as const;
type Counted = (typeof COUNTED)[number];

function isCounted(unit: string | null | undefined): unit is Counted {
  return COUNTED.some((one) => one === unit);
}

/** A measure's value in the words of its unit: 12.5%, 1,234.50 万元, 3 件, 是. */
export function useMeasureText(): (value: Value, unit: string | null | undefined) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  return useCallback(
    (value, unit) => {
      if (value == null) return MISSING;
      if (typeof value === "boolean" || unit === "flag" || unit === "yes_no")
        return t(Number(value) ? "flag.yes" : "flag.no");
      const figure = Number(value);
      if (!Number.isFinite(figure)) return String(value);
      if (unit === "code") return String(figure).padStart(2, "0");
      if (unit === "ratio") return percent(figure, 2);
      if (unit === "yuan") return moneyOfNumber(figure, language);
      return isCounted(unit) ? `${number(figure)} ${t(`unit.${unit}`)}` : number(figure);
    },
    [t, language],
  );
}

const SIGNS: Record<string, string> = {
  at_least: "≥",
  at_most: "≤",
  above: ">",
  below: "<",
  points_at_least: "≥",
  points_above: ">",
};

/** What a criterion asks for, as a reader of the article would write it: ≥ 10.00%. */
export function useThresholdText(): (of: Pick<Criterion, "kind" | "threshold" | "unit">) => string {
  const { t } = useTranslation();
  const text = useMeasureText();
  return ({ kind, threshold, unit }) => {
    if (kind === "is_true") return t("flag.yes");
    if (kind === "is_false") return t("flag.no");
    const sign = SIGNS[kind];
    if (!sign || threshold == null) return MISSING;
    return `${sign} ${text(threshold, unit)}`;
  };
}
