/** Answers of the API as the tests use them: invented firms, shaped as the schema says. */
import type {
  Assessment,
  Criterion,
  EnterpriseDetail,
  EnterpriseRow,
  Likelihood,
  Me,
  Pipeline,
  WorklistRow,
} from "@/shared/api/types";

export const someMe: Me = {
  id: 1,
  username: "wolong",
  display_name: "李专员",
  role: { code: "county_lead", zh: "县区负责人", en: "County lead" },
  regions: [{ code: "411303", name: "卧龙区" }],
  permissions: {
    enterprise: ["list", "view", "export"],
    financials: ["view"],
    assessment: ["view"],
    score: ["view"],
    certificate: ["view"],
    contact: ["view"],
    worklist: ["list"],
    rulebook_published: ["list", "view"],
    import_job: ["list", "view", "create", "run"],
  },
  today: "2026-11-23",
};

export const someRow: EnterpriseRow = {
  uscc: "91411300MA00000010",
  name: "南阳示例防爆电机有限公司",
  region: { code: "411303", name: "卧龙区" },
  industry: { code: "3812", name: "电动机制造" },
  registered_on: "2015-04-01",
  status: "operating",
  tier: 1,
  is_synthetic: true,
  revenue: { year: 2025, value: "12345678.90" },
  verdicts: {
    tech_sme: { verdict: "met", points_low: 72, points_high: 72 },
    hnte: { verdict: "undetermined", points_low: 40, points_high: 82 },
  },
  likelihoods: { hnte_12m: 0.42, gazelle_3y: null },
};

export const someFirm: EnterpriseDetail = {
  ...someRow,
  registration_no: "",
  legal_form: "有限责任公司",
  registered_capital: "5000000.00",
  registered_region: someRow.region,
  operating_region: someRow.region,
  address: "",
  business_scope: "",
  technology_field: null,
  chains: [],
  former_names: [],
  source: "市场监管局",
  known_on: "2020-01-01",
  ended_on: null,
  contacts: [],
  recognitions: [],
  applications: [],
  path: {
    tier: 1,
    steps: [
      {
        tier: 1,
        code: "tech_sme",
        zh: "科技型中小企业",
        en: "Technology SME",
        state: "held",
        since: "2026-04-01",
        until: "2027-03-31",
      },
      {
        tier: 2,
        code: "hnte",
        zh: "高新技术企业",
        en: "High-tech enterprise",
        state: "next",
        since: null,
        until: null,
      },
      { tier: 3, code: "gazelle", zh: "瞪羚企业", en: "Gazelle", state: "ahead", since: null, until: null },
      {
        tier: 4,
        code: "innovation_leader",
        zh: "创新龙头企业",
        en: "Innovation leader",
        state: "ahead",
        since: null,
        until: null,
      },
    ],
  },
  caseworker: null,
};

export const staffCriterion: Criterion = {
  id: "c4",
  title: { zh: "科技人员占比不低于10%", en: "At least 10 % S&T staff" },
  text: { zh: "科技人员占职工总数的比例不低于10%。", en: "S&T staff are at least 10 % of employees." },
  article: "第十一条（四）",
  document: "国科发火〔2016〕32号",
  confidence: "solid",
  note: null,
  status: "met",
  kind: "at_least",
  value: 0.25,
  low: null,
  high: null,
  threshold: 0.1,
  unit: "ratio",
  measures: [
    {
      name: "st_staff_y0",
      zh: "上年科技人员",
      en: "S&T staff last year",
      unit: "people",
      fact: "financial_year",
      year: 0,
      value: 25,
    },
    {
      name: "headcount_y0",
      zh: "上年职工总数",
      en: "Headcount last year",
      unit: "people",
      fact: "financial_year",
      year: 0,
      value: null,
    },
  ],
  missing: [],
  flags: [],
  members: [],
};

export const someAssessment: Assessment = {
  programme: { code: "hnte", zh: "高新技术企业", en: "High-tech enterprise" },
  rulebook: {
    version: "2016",
    title: { zh: "高新技术企业认定", en: "High-tech enterprise" },
    documents: [],
    effective_from: "2016-01-01",
    effective_until: null,
    status: "active",
  },
  as_of: "2026-11-23",
  verdict: "undetermined",
  settles: [{ measure: "headcount_y0", zh: "上年职工总数", en: "Headcount last year", fact: "financial_year" }],
  criteria: [staffCriterion],
  score: null,
  facts: {
    st_staff_y0: [
      {
        kind: "financial_year",
        id: 7,
        field: "st_staff",
        value: "25.00",
        period: "2025",
        known_on: "2026-03-31",
        source: "统计局年报",
        import: { id: 3, file_name: "年报2025.xlsx", sheet: "Sheet1", row: 12 },
      },
    ],
  },
};

export const someLikelihood: Likelihood = {
  target: { code: "hnte_12m", zh: "12个月内认定为高新技术企业", en: "recognised within 12 months", horizon: 12 },
  as_of: "2026-11-23",
  probability: 0.42,
  abstained_because: null,
  base_log_odds: -1.5,
  log_odds: -0.3,
  reasons: [
    {
      feature: "rnd_ratio_3y",
      zh: "研发费用占比",
      en: "R&D intensity",
      unit: "ratio",
      value: 0.08,
      contribution: 1.7,
      changeable: true,
    },
    {
      feature: "age_years",
      zh: "成立年限",
      en: "years since registration",
      unit: "years",
      value: 3,
      contribution: -0.5,
      changeable: false,
    },
  ],
  model: {
    version: "2026-11-01",
    trained_on: "2026-11-01",
    algorithm: { code: "additive_boosting", zh: "可加梯度提升", en: "additive gradient boosting" },
    metrics: [{ name: "auc", value: 0.861, low: 0.84, high: 0.88 }],
  },
};

export const someStep: WorklistRow = {
  uscc: someRow.uscc,
  name: someRow.name,
  region: someRow.region,
  is_synthetic: true,
  tier: 1,
  action: "close_gap",
  programme: { code: "hnte", zh: "高新技术企业", en: "High-tech enterprise" },
  value: 63.2,
  due_on: "2026-12-31",
  likelihood: 0.42,
  verdict: "undetermined",
  reasons: [
    {
      code: "close_gap",
      zh: "对照高新技术企业规则只差1项：研发费用占比",
      en: "Only 1 short of the rulebook: R&D intensity",
    },
  ],
  caseworker: null,
};

export const somePipeline: Pipeline = {
  as_of: "2026-11-23",
  is_synthetic: true,
  tiers: [
    { tier: 0, code: "seedling", zh: "培育库", en: "seedling", count: 900 },
    { tier: 1, code: "tech_sme", zh: "科技型中小企业", en: "Technology SME", count: 300 },
    { tier: 2, code: "hnte", zh: "高新技术企业", en: "High-tech enterprise", count: 80 },
    { tier: 3, code: "gazelle", zh: "瞪羚企业", en: "Gazelle", count: 4 },
    { tier: 4, code: "innovation_leader", zh: "创新龙头企业", en: "Innovation leader", count: 0 },
  ],
  counties: [{ region: { code: "411303", name: "卧龙区" }, counts: [900, 300, 80, 4, 0], total: 1284 }],
  verdicts: { hnte: { met: 20, unmet: null, undetermined: 900 } },
  expiring: [
    { month: "2026-12", count: 3 },
    { month: "2027-01", count: null },
  ],
};
