/** A mapping while it is worked on: what the server recognised, with what was changed by hand. */
import type { Cell, Column, Field, Import, MappingAsked, Need, SampleRow, Suggestion } from "@/features/imports/types";

export interface ColumnDraft {
  letter: string;
  header: string;
  field: string | null;
  unit: string | null;
  samples: string[];
  suggestions: Suggestion[];
}

export interface SheetDraft {
  name: string;
  read: boolean;
  headerRow: number | null;
  rows: number;
  hidden: boolean;
  sample: SampleRow[];
  columns: ColumnDraft[];
}

export interface Draft {
  sheets: SheetDraft[];
  fixed: Record<string, string>;
}

const SAMPLES = 2;

export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  return typeof cell === "boolean" ? (cell ? "TRUE" : "FALSE") : String(cell);
}

/** A, B … Z, AA …: the place of a column, counted from nought. */
export function placeOfLetter(letter: string): number {
  let place = 0;
  for (const sign of letter) place = place * 26 + sign.charCodeAt(0) - 64;
  return place - 1;
}

export function letterOfPlace(place: number): string {
  const rest = Math.floor(place / 26);
  return (rest > 0 ? letterOfPlace(rest - 1) : "") + String.fromCharCode(65 + (place % 26));
}

/** The first things that stand in a column below its header, each once. */
export function samplesOf(sample: SampleRow[], headerRow: number | null, letter: string): string[] {
  const place = placeOfLetter(letter);
  const found = new Set<string>();
  for (const { number, cells } of sample) {
    const text = number > (headerRow ?? 0) ? cellText(cells[place]).trim() : "";
    if (text) found.add(text);
    if (found.size === SAMPLES) break;
  }
  return [...found];
}

export function draftOf(table: Import): Draft {
  return { sheets: table.sheets.map((sheet) => sheetDraft(sheet, table.mapping)), fixed: { ...table.fixed } };
}

function sheetDraft(sheet: Import["sheets"][number], mapping: Column[]): SheetDraft {
  const { name, read, header_row: headerRow, rows, hidden, sample } = sheet;
  const columns = mapping
    .filter((column) => column.sheet === name)
    .map(({ letter, column: header, field, unit, suggestions }) => {
      return { letter, header, field, unit, suggestions, samples: samplesOf(sample, headerRow, letter) };
    });
  return { name, read, headerRow, rows, hidden, sample, columns };
}

export function withSheet(draft: Draft, name: string, change: Partial<SheetDraft>): Draft {
  return { ...draft, sheets: draft.sheets.map((sheet) => (sheet.name === name ? { ...sheet, ...change } : sheet)) };
}

/** Give a column a field; a unit that the new field does not know goes. */
export function withField(sheet: SheetDraft, letter: string, field: Field | null): SheetDraft {
  return withColumn(sheet, letter, (column) => {
    const unit = field && column.unit && field.units.includes(column.unit) ? column.unit : null;
    return { ...column, field: field?.name ?? null, unit };
  });
}

export function withUnit(sheet: SheetDraft, letter: string, unit: string | null): SheetDraft {
  return withColumn(sheet, letter, (column) => ({ ...column, unit }));
}

const LIKELY = 0.8;

/** What the headers of columns that are not read most resemble, where they clearly do and no other column is it. */
export function likely(sheet: SheetDraft): ReadonlyMap<string, string> {
  const taken = new Set(sheet.columns.map(({ field }) => field));
  const found = new Map<string, string>();
  for (const { letter, field, suggestions } of sheet.columns) {
    const best = suggestions[0];
    if (field !== null || !best || best.similarity < LIKELY || taken.has(best.field)) continue;
    taken.add(best.field);
    found.set(letter, best.field);
  }
  return found;
}

export function withLikely(sheet: SheetDraft): SheetDraft {
  const found = likely(sheet);
  return {
    ...sheet,
    columns: sheet.columns.map((column) => ({ ...column, field: found.get(column.letter) ?? column.field })),
  };
}

function withColumn(sheet: SheetDraft, letter: string, change: (column: ColumnDraft) => ColumnDraft): SheetDraft {
  return { ...sheet, columns: sheet.columns.map((column) => (column.letter === letter ? change(column) : column)) };
}

/** What the server is asked to read. A sheet in `anew` is recognised afresh under its header row. */
export function askedOf(draft: Draft, anew: string | null = null): MappingAsked {
  const sheets = draft.sheets.map(({ name, read, headerRow, columns }) => ({
    name,
    read,
    header_row: headerRow,
    ...(name === anew ? {} : { columns: columns.map(({ letter, field, unit }) => ({ letter, field, unit })) }),
  }));
  return { sheets, fixed: draft.fixed };
}

export function isChanged(draft: Draft, table: Import): boolean {
  return JSON.stringify(askedOf(draft)) !== JSON.stringify(askedOf(draftOf(table)));
}

export type OpenNeed =
  | { code: "said"; sheet: string; letter: string | null; message: string }
  | { code: "twice"; sheet: string; letter: string; letters: string[]; field: string }
  | { code: "unit"; sheet: string; letter: string; field: string; header: string }
  | { code: "nothing"; sheet: null; letter: null };

/** What has to be answered before the table can be read: what the server said and is still so, and what is plain here. */
export function openNeeds(draft: Draft, table: Import, fields: ReadonlyMap<string, Field>): OpenNeed[] {
  const read = draft.sheets.filter((sheet) => sheet.read);
  if (read.length === 0) return [{ code: "nothing", sheet: null, letter: null }];
  const before = draftOf(table);
  const said = table.needs
    .filter((need) => stillOpen(need, draft, before, fields))
    .map(({ sheet, letter, message }) => ({ code: "said" as const, sheet, letter, message }));
  const told = new Set(said.map(placeOfNeed));
  const plain = read.flatMap((sheet) => [...twice(sheet), ...unitless(sheet, before, fields)]);
  return [...said, ...plain.filter((need) => !told.has(placeOfNeed(need)))];
}

/** Where a need is to be answered, as one text. */
export function placeOfNeed({ sheet, letter }: { sheet: string | null; letter: string | null }): string {
  return `${sheet ?? ""}/${letter ?? ""}`;
}

/** Only what can be judged here is struck off; the rest stands until something on its sheet was changed. */
function stillOpen(need: Need, draft: Draft, table: Draft, fields: ReadonlyMap<string, Field>): boolean {
  const sheet = draft.sheets.find(({ name }) => name === need.sheet);
  if (sheet && !sheet.read) return false;
  const column = sheet?.columns.find(({ letter }) => letter === need.letter);
  if (column) return column.field !== null && !hasUnit(column, fields);
  if (need.field === null) {
    return (
      JSON.stringify(sheet ?? draft) === JSON.stringify(table.sheets.find(({ name }) => name === need.sheet) ?? table)
    );
  }
  const answers = [need.field, ...(fields.get(need.field)?.one_of ?? [])];
  if (need.code === "fixed.unreadable") return draft.fixed[need.field] === table.fixed[need.field];
  const given = (name: string) => Boolean(draft.fixed[name]) || sheet?.columns.some(({ field }) => field === name);
  return !answers.some(given);
}

function hasUnit({ field, unit }: ColumnDraft, fields: ReadonlyMap<string, Field>): boolean {
  return unit !== null && (fields.get(field ?? "")?.units.length ?? 0) > 0;
}

function twice(sheet: SheetDraft): OpenNeed[] {
  const letters = new Map<string, string[]>();
  for (const { field, letter } of sheet.columns) {
    if (field) letters.set(field, [...(letters.get(field) ?? []), letter]);
  }
  return [...letters].flatMap(([field, at]) => {
    const last = at.at(-1);
    return at.length > 1 && last
      ? [{ code: "twice" as const, sheet: sheet.name, letter: last, letters: at, field }]
      : [];
  });
}

/** Columns that were made money by hand and say their unit nowhere: not by choice, not in the header or the cells. */
function unitless(sheet: SheetDraft, before: Draft, fields: ReadonlyMap<string, Field>): OpenNeed[] {
  const was = before.sheets.find(({ name }) => name === sheet.name)?.columns ?? [];
  return sheet.columns.flatMap(({ field, unit, letter, header, samples }) => {
    const untouched = was.some((column) => column.letter === letter && column.field === field && column.unit === unit);
    const money = field !== null && (fields.get(field)?.units.length ?? 0) > 0;
    const said = unit !== null || [header, ...samples].some((text) => /[元万亿]/.test(text));
    return money && !said && !untouched ? [{ code: "unit" as const, sheet: sheet.name, letter, field, header }] : [];
  });
}
