import type { FinancialYear, Sources } from "@/shared/api/types";

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

/** The years on record, the newest first. */
export function yearsOf(years: readonly FinancialYear[]): number[] {
  return [...new Set(years.map(({ year }) => year))].sort((a, b) => b - a);
}

/** The report whose figure counts for a year: the one that the sources name, else the only one that has it. */
export function countingReport(
  years: readonly FinancialYear[],
  sources: Pick<Sources, "financial_years"> | undefined,
  { year, figure }: { year: number; figure: Figure },
): FinancialYear | undefined {
  const stating = years.filter((report) => report.year === year && report[figure] != null);
  const chosen = sources?.financial_years.find((one) => one.year === year && one.field === figure)?.chosen.id;
  return stating.find(({ id }) => id === chosen) ?? (stating.length === 1 ? stating[0] : undefined);
}
