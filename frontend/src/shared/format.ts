/**
 * Numbers, money and dates as the bureau reads them. Money comes from the API as decimal strings in yuan and is
 * shifted and rounded as text, so a figure on the screen never differs from the one on record by a float's error.
 */

export const MISSING = "—";

export type MoneyUnit = "yuan" | "wan" | "million" | "yi";

const SHIFT: Record<MoneyUnit, number> = { yuan: 0, wan: 4, million: 6, yi: 8 };
const UNIT_WORD: Record<MoneyUnit, string> = { yuan: "元", wan: "万元", million: "million yuan", yi: "亿元" };
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Divide a decimal string by 10^`places` and round half away from zero to `digits` decimals, all as text. */
export function shiftDecimal(value: string, places: number, digits: number): string {
  const match = DECIMAL.exec(value.trim());
  if (!match) throw new RangeError(`not a decimal number: “${value}”`);
  const [, sign = "", whole = "0", fraction = ""] = match;
  const kept = fraction.slice(0, Math.max(0, digits - places) + 1).padEnd(Math.max(0, digits - places) + 1, "0");
  const drop = kept.length + places - digits;
  const unit = 10n ** BigInt(drop);
  const rounded = (BigInt(whole + kept) + unit / 2n) / unit;
  const text = rounded.toString().padStart(digits + 1, "0");
  const body = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return rounded === 0n ? body : sign + body;
}

/** 1234567.80 → 1,234,567.80 */
export function groupThousands(value: string): string {
  const [whole = "", fraction] = value.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** The unit in which an amount is easiest to read: 亿元 from one hundred million on, else 万元; in English millions. */
export function readableUnit(yuan: string, language: string): MoneyUnit {
  if (!language.startsWith("zh")) return "million";
  const whole = yuan.replace(/^-/, "").split(".")[0] ?? "";
  return whole.replace(/^0+/, "").length > SHIFT.yi ? "yi" : "wan";
}

/** An amount in one fixed unit without the word, for a column whose head names the unit. */
export function amountIn(unit: MoneyUnit, yuan: string | null | undefined, digits = 2): string {
  return yuan == null ? MISSING : groupThousands(shiftDecimal(yuan, SHIFT[unit], digits));
}

/** An amount with its unit in words: “1,234.50 万元”, “12.35 million yuan”. */
export function money(yuan: string | null | undefined, language: string): string {
  if (yuan == null) return MISSING;
  const unit = readableUnit(yuan, language);
  return `${amountIn(unit, yuan)} ${UNIT_WORD[unit]}`;
}

/** A fraction as a percentage: 0.0523 → 5.23%. */
export function percent(fraction: number | null | undefined, digits = 1): string {
  return fraction == null || !Number.isFinite(fraction) ? MISSING : `${(fraction * 100).toFixed(digits)}%`;
}

/** A probability: no model knows that a thing is impossible or certain, so it never reads 0 % or 100 %. */
export function chance(probability: number | null | undefined, digits = 0): string {
  if (probability != null && probability < 0.01) return "<1%";
  if (probability != null && probability > 0.99) return ">99%";
  return percent(probability, digits);
}

/** A count or a score with at most `digits` decimals, grouped. */
export function number(value: number | string | null | undefined, digits = 2): string {
  if (value == null || value === "" || !Number.isFinite(Number(value))) return MISSING;
  return Number(value).toLocaleString("en-US", { maximumFractionDigits: digits });
}

/** Low and high end of points that may lie in between: “72” or “68–84”. */
export function interval(low: number | null | undefined, high: number | null | undefined): string {
  if (low == null || high == null) return MISSING;
  return low === high ? number(low, 1) : `${number(low, 1)}–${number(high, 1)}`;
}

/** A day as it is written in both languages: 2026-11-23. */
export function day(iso: string | null | undefined): string {
  return iso ? iso.slice(0, 10) : MISSING;
}

/** An instant in Shanghai: 2026-11-23 14:05. */
export function instant(iso: string | null | undefined): string {
  if (!iso) return MISSING;
  const parts = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone: "Asia/Shanghai" });
  return parts.format(new Date(iso));
}

/** Whole days from `from` to `to`, both ISO days. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(day(to)) - Date.parse(day(from))) / 86_400_000);
}

/** A signed number for log-odds contributions: +0.42. */
export function signed(value: number, digits = 2): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value > 0 ? "+" : "−"}${text}`;
}

/** An amount given as a float by a measure (not by a fact): the float is exact to the fen below 90 trillion. */
export function moneyOfNumber(value: number, language: string): string {
  return money(value.toFixed(2), language);
}
