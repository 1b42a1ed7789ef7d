/** The rows of an import as a sheet: one column a field, whichever sheet and letter it came from. */
import type { Cell, Column, Field, Finding, Import, Row } from "@/features/imports/types";
import { cellText } from "@/features/imports/mapping/draft";
import { amountIn, groupThousands } from "@/shared/format";

export interface GridColumn {
  field: string;
  header: string;
  unit: string | null;
  /** Where the field stands in each sheet: its letter, and its place among the cells. */
  places: ReadonlyMap<string, { letter: string; index: number }>;
}

/** The columns that are read, in the order of the file. */
export function gridColumns(table: Pick<Import, "mapping">): GridColumn[] {
  const counted = new Map<string, number>();
  const columns = new Map<string, GridColumn & { places: Map<string, { letter: string; index: number }> }>();
  for (const { sheet, letter, field, column, unit } of table.mapping) {
    const index = counted.get(sheet) ?? 0;
    counted.set(sheet, index + 1);
    if (field === null) continue;
    const known = columns.get(field) ?? { field, header: column, unit, places: new Map() };
    known.places.set(sheet, { letter, index });
    columns.set(field, known);
  }
  return [...columns.values()];
}

/** The columns of one sheet, also those that are not read, as a row's cells lie. */
export function sheetColumns(table: Pick<Import, "mapping">, sheet: string): Column[] {
  return table.mapping.filter((column) => column.sheet === sheet);
}

export interface GridCell {
  letter: string;
  text: string;
  findings: Finding[];
  /** What stood here before it was mended; undefined when it was not. */
  was: string | undefined;
  /** What an update replaces: text to show; undefined when nothing is replaced. */
  old: string | undefined;
}

/** One cell of a row; null where the row's sheet has no such column. */
export function gridCell(row: Row, column: GridColumn, field: Field | undefined): GridCell | null {
  const place = column.places.get(row.sheet);
  if (!place) return null;
  return {
    letter: place.letter,
    text: cellText(row.cells[place.index]),
    findings: row.findings.filter((finding) => finding.letter === place.letter),
    was: wasOf(row, place.letter),
    old: oldOf(row, column.field, field),
  };
}

export function wasOf(row: Row, letter: string): string | undefined {
  return row.edits && letter in row.edits ? cellText(row.edits[letter]) : undefined;
}

function oldOf(row: Row, name: string, field: Field | undefined): string | undefined {
  const old = row.values.old;
  return row.outcome === "update" && old && name in old ? shownValue(old[name], field) : undefined;
}

/** A value as it was understood, as the bureau reads it: money in 万元, choices by their words. */
export function shownValue(value: Cell | undefined, field: Field | undefined): string {
  const text = cellText(value);
  if (text === "" || !field) return text;
  const choice = field.choices.find((one) => one.value === text);
  if (choice) return choice.zh;
  if (field.reading === "amount" && /^-?\d+(\.\d+)?$/.test(text)) return `${amountIn("wan", text)} 万元`;
  if (field.reading === "count" && /^-?\d+(\.\d+)?$/.test(text)) return groupThousands(text.replace(/\.0+$/, ""));
  return text;
}

export interface Change {
  field: string;
  old: string;
  now: string;
}

/** What an update would change, field by field. */
export function changesOf(row: Row, fields: ReadonlyMap<string, Field>): Change[] {
  if (row.outcome !== "update") return [];
  const { old = {}, new: now = {} } = row.values;
  return Object.keys(old).map((name) => {
    const field = fields.get(name);
    return { field: name, old: shownValue(old[name], field), now: shownValue(now[name], field) };
  });
}

export type Weight = "refuse" | "hold" | "remark";

export function weightOf({ refuses, holds }: Pick<Finding, "refuses" | "holds">): Weight {
  if (refuses) return "refuse";
  return holds ? "hold" : "remark";
}

const RANK: Record<Weight, number> = { refuse: 0, hold: 1, remark: 2 };

/** The gravest first. */
export function byWeight<Found extends Pick<Finding, "refuses" | "holds">>(findings: readonly Found[]): Found[] {
  return [...findings].sort((one, other) => RANK[weightOf(one)] - RANK[weightOf(other)]);
}

/** The gravest weight among findings; null when there are none. */
export function gravest(findings: readonly Finding[]): Weight | null {
  const [first] = byWeight(findings);
  return first ? weightOf(first) : null;
}
