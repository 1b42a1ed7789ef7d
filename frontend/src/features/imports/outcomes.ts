import type { ImportedRow } from "@/shared/api/types";

export type Outcome = ImportedRow["outcome"];
export const OUTCOMES = ["create", "update", "repeat", "refuse"] as const satisfies readonly Outcome[];
export const OUTCOME_COLOURS: Record<Outcome, string> = {
  create: "green",
  update: "blue",
  repeat: "default",
  refuse: "red",
};
