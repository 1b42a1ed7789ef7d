import type { NumberChange } from "@/features/rulebooks/queries";
import type { Figure } from "@/features/rulebooks/types";

const DECIMAL = /^-?(0|[1-9]\d{0,15})(\.\d{1,9})?$/;

/** A number as it may stand in the text; null for what is none. Thousands' commas and full-width signs are forgiven. */
export function asNumber(typed: string): string | null {
  const plain = typed
    .replace(/[,，\s]/g, "")
    .replace(/[０-９．－]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  return DECIMAL.test(plain) ? plain : null;
}

export const keyOf = ({ line, column }: Pick<Figure, "line" | "column">) => `${line}:${column}`;

/** What was typed, by the figure's place: which figures it changes, and which of it is no number. */
export function changesOf(figures: readonly Figure[], typed: Readonly<Record<string, string>>) {
  const changes: NumberChange[] = [];
  const unreadable: string[] = [];
  for (const { line, column, value } of figures) {
    const said = typed[keyOf({ line, column })];
    if (said === undefined) continue;
    const now = asNumber(said);
    if (now === null) unreadable.push(keyOf({ line, column }));
    else if (Number(now) !== Number(value)) changes.push({ line, column, value: now });
  }
  return { changes, unreadable };
}
