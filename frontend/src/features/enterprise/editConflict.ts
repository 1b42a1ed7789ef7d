import { isProblem } from "@/shared/api/problem";

/** A field that somebody else changed while it was being edited: as it was seen, as it would become, as it is now. */
export interface EditConflict {
  field: string;
  was: string | null;
  mine: string | null;
  now: string | null;
}

/** The fields that two people changed at once, as the refusal names them. */
export function conflictsIn(error: unknown): EditConflict[] {
  if (!isProblem(error, 409) || error.code !== "enterprise.changed_meanwhile") return [];
  const named = error.details["conflicts"];
  return Array.isArray(named) ? (named as EditConflict[]) : [];
}
