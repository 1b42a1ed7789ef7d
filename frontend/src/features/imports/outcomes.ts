import type { Counts, Import, Outcome } from "@/features/imports/types";

export const OUTCOMES = ["create", "update", "repeat", "conflict", "refuse"] as const satisfies readonly Outcome[];

export const OUTCOME_COLOURS: Record<Outcome, string> = {
  create: "green",
  update: "blue",
  repeat: "default",
  conflict: "orange",
  refuse: "red",
};

export interface Tally {
  all: number;
  /** Rows that would change something. */
  good: number;
  /** Rows that cannot be written as they are: refused, or waiting for a decision. */
  bad: number;
}

export function tally({ create, update, repeat, conflict, refuse }: Counts): Tally {
  return { all: create + update + repeat + conflict + refuse, good: create + update, bad: conflict + refuse };
}

const LEFT_OUT = "row.left_out";

/** How many of the refused rows are so because somebody decided to leave them out. */
export function leftOut({ findings_by_code }: Pick<Import, "findings_by_code">): number {
  return findings_by_code.find(({ code }) => code === LEFT_OUT)?.count ?? 0;
}
