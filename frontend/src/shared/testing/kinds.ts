/** A kind of facts, and what becomes of an entry, as the API gives them, for tests. */
import type { Import, ImportedRow, ImportKind } from "@/shared/api/types";

type Field = ImportKind["fields"][number];
const field = (given: Pick<Field, "name" | "reading" | "zh" | "en"> & Partial<Field>): Field => ({
  ...{ required: false, identifies: false, choices: [], units: [], one_of: [], help: null },
  ...given,
});

export const someKind: ImportKind = {
  kind: "financing_rounds",
  zh: "股权融资",
  en: "Financing",
  may_import: true,
  fields: [
    field({ name: "uscc", reading: "uscc", zh: "统一社会信用代码", en: "USCC", identifies: true }),
    field({ name: "name", reading: "name", zh: "企业名称", en: "Name", identifies: true }),
    field({ name: "closed_on", reading: "date", zh: "到账日期", en: "Closed on", required: true }),
    field({ name: "amount", reading: "amount", zh: "金额", en: "Amount", required: true, units: ["元", "万元"] }),
    field({ name: "investor", reading: "text", zh: "投资方", en: "Investor" }),
  ],
};

export const someEntry: Import = {
  id: 40,
  kind: "financing_rounds",
  state: "previewed",
  file_name: "batch.json",
  source: "手工录入",
  known_on: "2026-11-23",
  counts: { create: 0, update: 0, repeat: 0, conflict: 1, refuse: 0 },
  uploaded_by: { display_name: "李专员" },
  uploaded_at: "2026-11-23T01:00:00Z",
  committed_at: null,
  committed_by: null,
  undone_at: null,
  undone_by: null,
  good_rows_only: false,
  findings: [],
  findings_by_code: [],
  fixed: {},
  kept: [],
  mapping: [],
  needs: [],
  problem: null,
  progress: null,
  saved_mapping: null,
  sheets: [],
  can: { map: false, edit: true, commit: true, undo: false, cancel: false, discard: true },
};

export const someEntryRow: ImportedRow = {
  id: 400,
  sheet: "",
  number: 1,
  cells: ["91411300MA00000010", "2046-05-01", 12005000],
  values: { new: {} },
  outcome: "conflict",
  findings: [
    {
      column: "closed_on",
      letter: "B",
      code: "date.out_of_range",
      message: "日期 2046-05-01 不在合理范围内。",
      refuses: false,
      holds: true,
    },
  ],
  enterprise: null,
  edits: null,
  decision: null,
};
