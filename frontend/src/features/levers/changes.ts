import type { Lever, LeverChange } from "@/features/levers/types";

/** What was typed but not saved yet, by the lever's code. */
export type Typed = Readonly<Record<string, LeverChange>>;

/** A lever as it would be once what was typed is saved. */
export function asTyped(lever: Lever, typed: Typed): Lever {
  return { ...lever, ...typed[lever.code] };
}

/** Only what differs from what is kept: a figure typed back to its old value is no change. */
export function changesOf(levers: readonly Lever[], typed: Typed): [Lever, LeverChange][] {
  return levers.flatMap((lever): [Lever, LeverChange][] => {
    const said = Object.entries(typed[lever.code] ?? {}) as [keyof LeverChange, number | boolean][];
    const changed = said.filter(([name, value]) => lever[name] !== value);
    return changed.length > 0 ? [[lever, Object.fromEntries(changed)]] : [];
  });
}
