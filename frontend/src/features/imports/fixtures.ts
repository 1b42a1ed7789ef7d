/** Answers of intake's API as the tests of these screens use them. */
import type { Column, Field, Finding, Import, ImportKind, Row, State } from "@/features/imports/types";

function field(name: string, zh: string, reading: Field["reading"], more: Partial<Field> = {}): Field {
  const plain = { required: false, identifies: false, one_of: [], units: [], choices: [], help: null };
  return { name, zh, en: name, reading, ...plain, ...more };
}

const IDENTITY = { identifies: true, one_of: ["uscc", "name"] };
const MONEY = { units: ["元", "万元", "亿元"] };

export const someKind: ImportKind = {
  kind: "financial_years",
  zh: "年度数据",
  en: "Financial years",
  may_import: true,
  fields: [
    field("uscc", "统一社会信用代码", "uscc", IDENTITY),
    field("name", "企业名称", "name", IDENTITY),
    field("year", "年度", "year", { required: true }),
    field("revenue", "营业收入", "amount", MONEY),
    field("rd_expense", "研发费用", "amount", MONEY),
    field("headcount", "职工总数", "count"),
    field("basis", "数据口径", "choice", { choices: [{ value: "tax", zh: "税务" }] }),
  ],
};

export const FIELDS: ReadonlyMap<string, Field> = new Map(someKind.fields.map((one) => [one.name, one]));

export function someField(name: string): Field {
  const found = FIELDS.get(name);
  if (!found) throw new Error(`no field ${name}`);
  return found;
}

function column(letter: string, header: string, name: string | null, suggestions: Column["suggestions"] = []): Column {
  const of = name === null ? null : someField(name);
  return {
    sheet: "表",
    letter,
    column: header,
    field: name,
    field_name: of && { zh: of.zh, en: of.en },
    unit: null,
    by: name === null ? null : "word",
    suggestions,
  };
}

const NOTHING = { map: false, edit: false, commit: false, undo: false, cancel: false, discard: false };

export function someImport(state: State, more: Partial<Import> = {}): Import {
  return {
    id: 7,
    kind: "financial_years",
    state,
    file_name: "年度数据.xlsx",
    source: "火炬统计",
    known_on: "2026-11-20",
    counts: { create: 3, update: 1, repeat: 0, conflict: 1, refuse: 2 },
    progress: null,
    uploaded_by: null,
    uploaded_at: "2026-11-23T02:00:00Z",
    committed_at: null,
    committed_by: null,
    undone_at: null,
    undone_by: null,
    kept: [],
    problem: null,
    needs: [],
    fixed: {},
    saved_mapping: null,
    format: "xlsx",
    encoding: null,
    findings: [],
    findings_by_code: [],
    good_rows_only: false,
    can: NOTHING,
    sheets: [
      {
        name: "表",
        read: true,
        header_row: 2,
        rows: 7,
        hidden: false,
        hidden_rows: 0,
        hidden_columns: 0,
        sample: [
          { number: 1, cells: ["年报"] },
          { number: 2, cells: ["代码", "名称", "营业收入", "统计年份", "备注"] },
          { number: 3, cells: ["91411300MA00000010", "示例公司", 1200, 2025, null] },
        ],
      },
    ],
    mapping: [
      column("A", "代码", "uscc"),
      column("B", "名称", "name"),
      column("C", "营业收入", "revenue"),
      column("D", "统计年份", null, [{ field: "year", zh: "年度", en: "year", similarity: 0.9 }]),
      column("E", "备注", null, [
        { field: "year", zh: "年度", en: "year", similarity: 0.85 },
        { field: "headcount", zh: "职工总数", en: "headcount", similarity: 0.6 },
      ]),
    ],
    ...more,
  };
}

/** Money without a unit, and no column for the year. */
export const UNCLEAR = someImport("unclear", {
  can: { ...NOTHING, map: true, discard: true },
  needs: [
    {
      sheet: "表",
      column: "营业收入",
      letter: "C",
      field: "revenue",
      code: "table.unit_missing",
      message: "C 列没有单位。",
    },
    { sheet: "表", column: null, letter: null, field: "year", code: "table.column_missing", message: "没有年度列。" },
  ],
});

export function someFinding(code: string, weight: "refuse" | "hold" | "remark", more: Partial<Finding> = {}): Finding {
  const weights = { refuses: weight === "refuse", holds: weight === "hold" };
  return { code, column: null, letter: null, message: `(${code})`, ...weights, ...more };
}

export const PREVIEWED = someImport("previewed", {
  can: { ...NOTHING, map: true, edit: true, commit: true, discard: true },
  findings_by_code: [
    { code: "figure.disagrees", message: "…", refuses: false, holds: false, count: 5 },
    { code: "amount.thousandfold", message: "…", refuses: false, holds: true, count: 1 },
    { code: "never.heard_of", message: "“…”不对。", refuses: true, holds: false, count: 2 },
  ],
});

export function someRow(more: Partial<Row> = {}): Row {
  return {
    id: 41,
    sheet: "表",
    number: 3,
    cells: ["91411300MA00000010", "示例公司", "1,2O0", 2025, null],
    values: { new: { name: "示例公司", year: 2025 } },
    outcome: "refuse",
    findings: [someFinding("amount.letter_in_number", "refuse", { letter: "C", column: "营业收入" })],
    enterprise: { uscc: "91411300MA00000010", name: "示例公司" },
    edits: null,
    decision: null,
    ...more,
  };
}
