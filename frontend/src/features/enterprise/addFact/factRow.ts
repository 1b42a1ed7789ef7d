import { isDayjs } from "dayjs";
import type { ImportedRow, ImportKind } from "@/shared/api/types";
import type { Coded } from "@/shared/ui/CodeTree";
import { yuanOfWan } from "@/shared/wan";

export type KindField = ImportKind["fields"][number];
/** What a control of the form holds. */
export type Entered = unknown;
export type FactRow = Record<string, string | number | null>;

/** The fields that somebody fills in on a firm's page, where it goes without saying which firm the row is about. */
export function askedFields(kind: ImportKind): KindField[] {
  return kind.fields.filter(({ identifies }) => !identifies);
}

/** A filled-in form as a row of a batch: money in yuan, ratios as fractions, days as ISO; what is empty is left out. */
export function factRow(uscc: string, fields: readonly KindField[], entered: Record<string, Entered>): FactRow {
  const row: FactRow = { uscc };
  for (const field of fields) {
    const value = written(field, entered[field.name]);
    if (value !== null) row[field.name] = value;
  }
  return row;
}

function written({ reading }: KindField, value: Entered): string | number | null {
  if (isDayjs(value)) return value.format("YYYY-MM-DD");
  if (isCoded(value)) return reading === "place" ? value.name : value.code;
  if (typeof value === "number") return value;
  const text = typeof value === "string" ? value.trim() : "";
  return text === "" ? null : writtenText(reading, text);
}

function writtenText(reading: KindField["reading"], text: string): string {
  if (reading === "amount") return yuanOfWan(text) ?? text;
  return reading === "ratio" ? fractionOf(text) : text;
}

/** 12.5 (per cent) → "0.125"; what is no number goes as it stands, to be refused with its reason. */
function fractionOf(percent: string): string {
  const share = Number(percent.replace(/[%％]$/, ""));
  return Number.isFinite(share) ? String(Number((share / 100).toPrecision(12))) : percent;
}

function isCoded(value: unknown): value is Coded {
  return typeof value === "object" && value !== null && "code" in value && "name" in value;
}

export interface FoundAt {
  name: string;
  errors: string[];
  warnings: string[];
}

/** What was found in a row, at the fields of the form; a field about which nothing was found is clear again. */
export function foundAt({ findings }: Pick<ImportedRow, "findings">, fields: readonly KindField[]): FoundAt[] {
  return fields.map(({ name }) => {
    const here = findings.filter(({ column }) => column === name);
    return {
      name,
      errors: here.filter(({ refuses }) => refuses).map(({ message }) => message),
      warnings: here.filter(({ refuses }) => !refuses).map(({ message }) => message),
    };
  });
}
