import type { FinancialYear } from "@/shared/api/types";

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
export type Figure = (typeof FIGURES)[number];

export function isPeople(figure: Figure): boolean {
  return figure === "headcount" || figure === "st_staff" || figure === "rnd_staff";
}

/** Reports as columns: newest year first; within a year the newest report of each basis first. */
export function yearColumns(years: readonly FinancialYear[]): FinancialYear[] {
  return [...years].sort(
    (a, b) => b.year - a.year || a.basis.localeCompare(b.basis) || b.known_on.localeCompare(a.known_on),
  );
}
