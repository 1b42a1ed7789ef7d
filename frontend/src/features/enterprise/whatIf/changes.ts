import type { FirmMeasure } from "@/shared/api/types";
import { shiftDecimal } from "@/shared/format";
import { wanOfYuan, yuanOfWan } from "@/shared/wan";

/** A value that is only supposed: null supposes that it were not known. */
export type Supposed = number | boolean | null;
export type Changes = Readonly<Record<string, Supposed>>;

const NAME = /^[a-z][a-z0-9_]*$/;
const UNKNOWN = "unknown";

/** Changes as they stand in the address: `headcount_y0:30,core_ip:true,st_staff_y0:unknown`; what is none is left out. */
export function readChanges(text: string | null): Changes {
  const pairs = (text ?? "").split(",").flatMap((part): [string, Supposed][] => {
    const [name = "", value = ""] = part.split(":");
    const supposed = supposedOf(value);
    return NAME.test(name) && supposed !== undefined ? [[name, supposed]] : [];
  });
  return Object.fromEntries(pairs);
}

function supposedOf(value: string): Supposed | undefined {
  if (value === UNKNOWN) return null;
  if (value === "true" || value === "false") return value === "true";
  const figure = Number(value);
  return value !== "" && Number.isFinite(figure) ? figure : undefined;
}

export function writeChanges(changes: Changes): string {
  return Object.entries(changes)
    .map(([name, value]) => `${name}:${value === null ? UNKNOWN : String(value)}`)
    .join(",");
}

/** The same changes but for one, which is taken back where `value` is undefined. */
export function withChange(changes: Changes, name: string, value: Supposed | undefined): Changes {
  const others = Object.entries(changes).filter(([one]) => one !== name);
  return Object.fromEntries(value === undefined ? others : [...others, [name, value]]);
}

const PLAIN = /^-?\d{1,15}(\.\d{1,6})?$/;

/** What was typed for a measure of this unit, as its value: 万元 become yuan, per cent a fraction. Undefined: no number. */
export function valueOfTyped(typed: string, unit: string): number | undefined {
  const plain = typed.replace(/[,，\s%％]/g, "");
  if (unit === "yuan") {
    const yuan = yuanOfWan(plain);
    return yuan === null ? undefined : Number(yuan);
  }
  if (!PLAIN.test(plain)) return undefined;
  return unit === "ratio" ? Number(shiftDecimal(plain, 2, 8)) : Number(plain);
}

export type Fault = "noNumber" | "notWhole" | "outOfRange";

/** What is wrong with what was typed for a measure; null where nothing is. */
export function faultOf(typed: string, { unit, min, max, whole }: Bounded): Fault | null {
  if (typed.trim() === "") return null;
  const value = valueOfTyped(typed, unit);
  if (value === undefined) return "noNumber";
  if (whole && !Number.isInteger(value)) return "notWhole";
  return value < (min ?? -Infinity) || value > (max ?? Infinity) ? "outOfRange" : null;
}

type Bounded = Pick<FirmMeasure, "unit" | "min" | "max" | "whole">;

/** A value as one would type it, the inverse of `valueOfTyped`. */
export function typedOfValue(value: number, unit: string): string {
  if (unit === "yuan") return wanOfYuan(value.toFixed(2));
  const text = unit === "ratio" ? shiftDecimal(value.toFixed(10), -2, 6) : value.toFixed(6);
  return text.replace(/\.?0+$/, "");
}
