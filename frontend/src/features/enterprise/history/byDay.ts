import type { VerdictChange } from "@/shared/api/types";

export interface DayOfChanges {
  on: string;
  changes: VerdictChange[];
}

/** Changes as of one day together, the days in the order in which they came. */
export function byDay(changes: readonly VerdictChange[]): DayOfChanges[] {
  const days = new Map<string, VerdictChange[]>();
  for (const change of changes) days.set(change.as_of, [...(days.get(change.as_of) ?? []), change]);
  return [...days].map(([on, those]) => ({ on, changes: those }));
}
