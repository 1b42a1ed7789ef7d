import type { CompletenessSummary } from "@/shared/api/types";

type County = CompletenessSummary["rows"][number];

/** Firms for which a fact is missing or old; null where the reader may not know so small a number. */
export function lacking(county: County, fact: string): number | null {
  const counts = county.counts[fact];
  if (!counts) return 0;
  return counts.missing === null || counts.stale === null ? null : counts.missing + counts.stale;
}

/** How dark a cell is: the share of the county's firms that lack the fact, 0 to 1. */
export function share(county: County, fact: string): number {
  const count = lacking(county, fact);
  return count === null || !county.total ? 0 : Math.min(1, count / county.total);
}

/** The facts that most firms lack come first. */
export function byWeight(summary: CompletenessSummary): CompletenessSummary["facts"] {
  const weight = (fact: string) => summary.rows.reduce((sum, county) => sum + (lacking(county, fact) ?? 0), 0);
  return [...summary.facts].sort((a, b) => weight(b.fact) - weight(a.fact) || a.fact.localeCompare(b.fact));
}

/** The worklist of the firms that a cell counts. */
export function listAt({ region, fact }: { region?: string; fact?: string }): string {
  const asked = Object.entries({ view: "list", region, fact }).flatMap(([name, value]) =>
    value ? [[name, value]] : [],
  );
  return `/completeness?${new URLSearchParams(asked).toString()}`;
}
