import type { State } from "@/features/imports/types";

export const STATES = [
  "received",
  "reading",
  "unclear",
  "previewed",
  "committing",
  "committed",
  "undoing",
  "undone",
  "discarded",
  "failed",
] as const satisfies readonly State[];

const RUNNING: ReadonlySet<State> = new Set<State>(["received", "reading", "committing", "undoing"]);

/** Whether a job has the import in hand, so that it will look different soon without anybody's doing. */
export function isRunning(state: State): boolean {
  return RUNNING.has(state);
}

export const STEPS = ["upload", "map", "check", "write"] as const;

export interface Place {
  /** Number of the step in `STEPS`; one beyond the last when all are done. */
  current: number;
  status: "process" | "finish" | "error" | "wait";
}

const PLACES: Record<State, Place> = {
  received: { current: 1, status: "process" },
  reading: { current: 1, status: "process" },
  unclear: { current: 1, status: "process" },
  failed: { current: 1, status: "error" },
  previewed: { current: 2, status: "process" },
  discarded: { current: 2, status: "error" },
  committing: { current: 3, status: "process" },
  committed: { current: 4, status: "finish" },
  undoing: { current: 3, status: "process" },
  undone: { current: 3, status: "wait" },
};

/** How far an import is on its way. */
export function placeOf(state: State): Place {
  return PLACES[state];
}
