import type { Facts, FieldSources, SourceChoice, Sources } from "@/shared/api/types";
import type { FactAddress } from "@/shared/factAddress";

type Of = Pick<FactAddress, "table" | "field" | "year">;

/** What the sources say of one value; undefined where nobody, or for a figure only one, speaks of it. */
export function statementsOf(sources: Sources | undefined, { table, field, year }: Of): FieldSources | undefined {
  if (table === "registration") return sources?.registration.find((one) => one.field === field);
  if (table !== "financial_year") return undefined;
  return sources?.financial_years.find((one) => one.field === field && one.year === year);
}

/** How many sources say something else than what counts. */
export function dissenters(group: FieldSources | undefined): number {
  return group?.others.filter(({ value }) => !sameValue(value, group.chosen.value)).length ?? 0;
}

/** 12345.00 and 12345 are one value, two ways to write it. */
function sameValue(a: string | number | null, b: string | number | null): boolean {
  if (a === b) return true;
  return a !== null && b !== null && a !== "" && b !== "" && Number(a) === Number(b);
}

/** The choice that a person made for this value and that stands. */
export function choiceFor(sources: Sources | undefined, { table, field, year }: Of): SourceChoice | undefined {
  return sources?.choices.find(
    (one) => !one.revoked_on && one.table === table && one.field === field && (one.year ?? undefined) === year,
  );
}

/** The row of the table that an address means: its own, else the one that counts. */
export function rowOf(address: FactAddress, sources: Sources | undefined, facts: Facts | undefined): number | null {
  if (address.id !== undefined) return address.id;
  const group = statementsOf(sources, address);
  if (group) return group.chosen.id;
  const reports = address.table === "financial_year" ? (facts?.financial_years ?? []) : [];
  const only = reports.find((report) => report.year === address.year && figureOf(report, address.field) != null);
  return only?.id ?? null;
}

function figureOf(report: Facts["financial_years"][number], field: string): string | number | null | undefined {
  const entry = Object.entries(report).find(([name]) => name === field)?.[1];
  return typeof entry === "string" || typeof entry === "number" ? entry : null;
}
