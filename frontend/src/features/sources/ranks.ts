import type { SourceRank } from "@/shared/api/types";

export type Table = SourceRank["table"];
export const TABLES = ["registration", "financial_year"] as const satisfies readonly Table[];

/** What a rank speaks of; there is one of each. */
export function subjectOf({ table, field, source, basis }: SourceRank): string {
  return [table, field, source, basis].join("|");
}

/** The ranks of one kind of facts as they are read: those of a field first, by field, then by rank. */
export function inOrder(ranks: readonly SourceRank[], table: Table): SourceRank[] {
  return ranks
    .filter((rank) => rank.table === table)
    .sort(
      (a, b) =>
        Number(a.field === "") - Number(b.field === "") ||
        a.field.localeCompare(b.field) ||
        a.rank - b.rank ||
        subjectOf(a).localeCompare(subjectOf(b)),
    );
}

/** `ranks` with one more, or with another number for what it speaks of. */
export function withRank(ranks: readonly SourceRank[], rank: SourceRank): SourceRank[] {
  return [...without(ranks, rank), rank];
}

export function without(ranks: readonly SourceRank[], rank: SourceRank): SourceRank[] {
  return ranks.filter((one) => subjectOf(one) !== subjectOf(rank));
}
