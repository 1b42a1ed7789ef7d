import type { Counts, Outcome } from "@/features/imports/types";

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
