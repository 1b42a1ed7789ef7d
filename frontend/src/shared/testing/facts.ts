/** Facts, sources and provenance as the API gives them, for tests. */
import type {
  DuplicatePair,
  DuplicateSide,
  FactProvenance,
  Facts,
  FinancialYear,
  MergePlan,
  Sources,
} from "@/shared/api/types";
import { someRow } from "@/shared/testing/fixtures";

const nothing = {
  main_revenue: null,
  total_income: null,
  hightech_income: null,
  costs: null,
  rnd_expense: null,
  rnd_domestic: null,
  total_assets: null,
  total_liabilities: null,
  net_assets: null,
  net_profit: null,
  tax_paid: null,
  headcount: null,
  st_staff: null,
  rnd_staff: null,
};
const place = { id: 3, row_id: 312, file_name: "研发投入.xlsx", sheet: "Sheet1", row: 17 };

export const taxReport: FinancialYear = {
  ...nothing,
  id: 7,
  year: 2025,
  basis: "tax",
  source: "税务局",
  known_on: "2026-06-01",
  revenue: "12345678.90",
  import: { ...place, cells: { revenue: "D17" } },
};
export const declaredReport: FinancialYear = {
  ...nothing,
  id: 8,
  year: 2025,
  basis: "declared",
  source: "企业自报",
  known_on: "2026-03-31",
  revenue: "15000000.00",
  costs: "9000000.00",
  import: null,
};

export const someFacts: Facts = {
  financial_years: [taxReport, declaredReport],
  ip_rights: [],
  conversions: [],
  rnd_institutions: [],
  financing_rounds: [],
  incidents: [],
  list_entries: [],
  judgements: [],
  controls: [],
  engagements: [],
  demands: [],
  achievements: [],
  technology_contracts: [],
  coverage: [],
};

export const someSources: Sources = {
  registration: [
    {
      field: "address",
      zh: "地址",
      en: "Address",
      chosen: {
        id: 21,
        value: "卧龙区信臣路1号",
        shown: "卧龙区信臣路1号",
        source: "市场监管局",
        basis: null,
        known_on: "2026-01-01",
        reason_code: "chosen_by_hand",
        reason: "人工选定",
        import: null,
      },
      others: [],
    },
  ],
  financial_years: [
    {
      year: 2025,
      field: "revenue",
      zh: "营业收入",
      en: "Revenue",
      chosen: {
        id: 7,
        value: "12345678.90",
        shown: "12345678.90",
        source: "税务局",
        basis: "tax",
        known_on: "2026-06-01",
        reason_code: "ranks_first",
        reason: "税务口径优先于企业填报",
        import: { ...place, cell: "D17" },
      },
      others: [
        {
          id: 8,
          value: "15000000.00",
          shown: "15000000.00",
          source: "企业自报",
          basis: "declared",
          known_on: "2026-03-31",
          import: null,
        },
      ],
    },
  ],
  choices: [
    {
      id: 5,
      table: "registration",
      field: "address",
      year: null,
      source: "市场监管局",
      basis: "",
      reason: "执照为准",
      chosen_on: "2026-10-01",
      chosen_by: { display_name: "李专员" },
      revoked_on: null,
    },
  ],
};

export const someProvenance: FactProvenance = {
  table: "financial_year",
  id: 7,
  field: "revenue",
  zh: "营业收入",
  en: "Revenue",
  value: "12345678.90",
  shown: "12345678.90",
  period: "2025",
  enterprise: { uscc: someRow.uscc, name: someRow.name },
  known_on: "2026-06-01",
  source: "税务局",
  recorded_at: "2026-06-02T01:00:00Z",
  import: {
    ...place,
    cell: "D17",
    raw: "1234.56789",
    uploaded_by: { display_name: "王数据" },
    committed_at: "2026-06-02T01:00:00Z",
  },
  edited_cell_was: "1234．56789",
  history: [
    { at: "2026-06-02T01:00:00Z", by: { display_name: "王数据" }, old: "12000000.00", new: "12345678.90", why: null },
  ],
};

const side: DuplicateSide = {
  uscc: someRow.uscc,
  name: "南阳示例防爆电机有限公司",
  former_names: [],
  region: { code: "411303", name: "卧龙区" },
  address: "信臣路1号",
  registered_on: "2015-04-01",
  registered_capital: "5000000.00",
  legal_form: "有限责任公司",
  registration_no: "",
  status: "operating",
  source: "市场监管局",
  known_on: "2020-01-01",
  facts: 3,
  is_synthetic: true,
  merged_into: null,
};

export const somePair: DuplicatePair = {
  id: 11,
  state: "open",
  similarity: 0.93,
  reasons: [{ code: "similar_name", zh: "名称相近", en: "names alike" }],
  found_on: "2026-11-20",
  decided_by: null,
  decided_at: null,
  note: "",
  one: side,
  other: { ...side, uscc: "91411300MA00000020", name: "南阳示例防爆电机公司", address: "信臣路2号", facts: 9 },
};

export const somePlan: MergePlan = {
  keep: somePair.other,
  merge: somePair.one,
  fields: [
    {
      field: "address",
      zh: "地址",
      en: "Address",
      kept: "信臣路2号",
      merged: "信臣路1号",
      becomes: "信臣路1号",
      stays: "merged",
      why: { code: "newest", zh: "获知最近", en: "newest" },
    },
  ],
  relations: [
    {
      relation: "ip_rights",
      zh: "知识产权",
      en: "IP rights",
      decision: "moves",
      moves: 2,
      set_aside: 1,
      differing: 0,
      why: { code: "moves", zh: "转到保留的企业", en: "moves to the kept firm" },
    },
    {
      relation: "incidents",
      zh: "事故与违法",
      en: "Incidents",
      decision: "moves",
      moves: 0,
      set_aside: 0,
      differing: 0,
      why: { code: "moves", zh: "转到保留的企业", en: "moves to the kept firm" },
    },
  ],
  blocked_by: [],
  needs: ["different_codes"],
};
