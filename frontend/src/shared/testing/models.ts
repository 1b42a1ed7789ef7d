/** Answers of the models' API as the tests use them: an invented champion, its challenger, and what is watched. */
import type { components } from "@/api/schema";
import { someLikelihood } from "@/shared/testing/fixtures";

type Schemas = components["schemas"];

const additive = { code: "additive_boosting", zh: "可加梯度提升", en: "additive gradient boosting" };
const logistic = { code: "logistic", zh: "逻辑回归", en: "logistic regression" };
const metrics: Schemas["Metric"][] = [
  { name: "auc", value: 0.861, low: 0.84, high: 0.88 },
  { name: "ece", value: 0.0123, low: null, high: null },
];

export const champion: Schemas["ModelRow"] = {
  target: "hnte_12m",
  version: "2026-05-01-aaaa",
  trained_at: "2026-05-01T02:00:00Z",
  trained_by: { display_name: "王工" },
  is_promoted: true,
  earned: true,
  algorithm: additive,
  metrics,
  open_findings: [],
  signable: [],
};

export const challenger: Schemas["ModelRow"] = {
  ...champion,
  version: "2026-11-01-bbbb",
  trained_at: "2026-11-01T02:00:00Z",
  is_promoted: false,
  earned: false,
  algorithm: logistic,
  metrics: [{ name: "auc", value: 0.874, low: 0.85, high: 0.89 }],
  open_findings: ["slices"],
  signable: ["slices"],
};

export const doneTraining: Schemas["TrainingRun"] = {
  id: 3,
  target: "hnte_12m",
  as_of: "2026-11-01",
  state: "done",
  stalled: false,
  step: "judge",
  done: 1,
  total: 1,
  outcomes: [{ as_of: "2024-06-30", rows: 1200, positives: 90 }],
  refusal: null,
  version: challenger.version,
  requested_by: { display_name: "王工" },
  requested_at: "2026-11-01T01:50:00Z",
  started_at: "2026-11-01T01:51:00Z",
  finished_at: "2026-11-01T02:00:00Z",
};

export const someTraining: Schemas["TrainingRun"] = {
  ...doneTraining,
  id: 4,
  state: "running",
  step: "refit",
  done: 5,
  total: 10,
  version: null,
  finished_at: null,
};

export const tooFew: Schemas["NoModel"] = {
  code: "too_few_outcomes",
  zh: "训练年度仅 12 家达到，至少需要 30 家",
  en: "only 12 reached it in the years of training, 30 are needed",
  found: 12,
  needed: 30,
};

export const someAlert: Schemas["Alert"] = {
  code: "feature_drift",
  level: "alarm",
  feature: "revenue_growth",
  zh: "“营收增长率”的分布与训练时相比已变化（PSI 0.31，警戒 0.25）",
  en: "the spread of revenue growth has moved since training (PSI 0.31, alarm at 0.25)",
};

export const someWatch: Schemas["WatchInFull"] = {
  as_of: "2026-11-20",
  version: champion.version,
  firms: 940,
  score_psi: 0.04,
  alerts: [someAlert],
  features: [{ feature: "revenue_growth", zh: "营收增长率", en: "revenue growth", psi: 0.31 }],
  matured: null,
};

export const someTarget: Schemas["ModelTarget"] = {
  target: someLikelihood.target,
  versions: [challenger, champion],
  decisions: [
    {
      kind: "promote",
      version: champion.version,
      replaced: "2025-05-01-cccc",
      signed_for: ["too_good"],
      note: "检验全部通过",
      decided_by: { display_name: "赵审批" },
      decided_at: "2026-05-02T02:00:00Z",
    },
  ],
  trainings: [doneTraining],
  watches: [someWatch],
  no_model_because: null,
  can: ["train", "roll_back", "retire"],
};

export const someTargetRow: Schemas["ModelTargetRow"] = {
  target: someTarget.target,
  champion,
  newest: challenger,
  training: doneTraining,
  no_model_because: null,
  watch: { as_of: someWatch.as_of, firms: someWatch.firms, score_psi: someWatch.score_psi, alerts: someWatch.alerts },
  can: ["train"],
};

/** A target of which too few outcomes are known. */
export const coldRow: Schemas["ModelTargetRow"] = {
  target: {
    code: "gazelle_if_applied",
    zh: "若在12个月内申报瞪羚企业，能通过遴选",
    en: "chosen as a gazelle enterprise, if it applies within 12 months",
    horizon: 12,
    question: "if_applied",
    programme: "gazelle",
  },
  champion: null,
  newest: null,
  training: null,
  no_model_because: tooFew,
  watch: null,
  can: [],
};

const held = { held: true, signable: false, en: "" };
export const slicesOpen: Schemas["ModelFinding"] = {
  rule: "slices",
  held: false,
  signable: true,
  zh: "14 个可检验的分组中 1 个明显差于整体：规模“微型”",
  en: "1 of 14 slices that can be tested are worse than the whole beyond noise: size micro",
};
export const notCalibrated: Schemas["ModelFinding"] = {
  rule: "calibrated",
  held: false,
  signable: false,
  zh: "预测与实际不符：校准误差 0.0412，允许 0.0200",
  en: "foretold and happened do not agree: calibration error 0.0412, allowed 0.0200",
};

const hidden = { positives: null, foretold: null, happened: null };
export const smallSlice: Schemas["Slice"] = {
  ...hidden,
  dimension: "county",
  code: "411324",
  zh: "镇平县",
  en: "Zhenping",
  rows: null,
  metrics: [],
  expected_auc: null,
  worse: false,
  worse_in: [],
};
export const worseSlice: Schemas["Slice"] = {
  dimension: "size",
  code: "micro",
  zh: "微型",
  en: "micro",
  rows: 210,
  positives: 14,
  metrics: [{ name: "auc", value: 0.61, low: 0.52, high: 0.7 }],
  foretold: 0.12,
  happened: 0.067,
  expected_auc: 0.8,
  worse: true,
  worse_in: ["auc", "calibration"],
};

export const someCounty: Schemas["CountyResult"] = {
  code: "411303",
  zh: "卧龙区",
  en: "Wolong",
  firms: 320,
  positives: 41,
  capacity: 60,
  precision: { name: "precision", value: 0.45, low: 0.35, high: 0.55 },
  lift: { name: "lift", value: 3.5, low: 2.9, high: 4.1 },
  foretold: 0.131,
  happened: 0.128,
  shift: { name: "shift", value: 0.003, low: -0.02, high: 0.026 },
  beyond_noise: false,
};
export const smallCounty: Schemas["CountyResult"] = {
  ...someCounty,
  ...hidden,
  code: "411324",
  zh: "镇平县",
  en: "Zhenping",
  firms: null,
  precision: null,
  lift: null,
  shift: null,
};

export const someCurve: Schemas["FeatureCurve"] = {
  feature: "rnd_intensity",
  zh: "研发费用占营收比",
  en: "R&D intensity",
  unit: "ratio",
  categories: [],
  points: [
    { at: 0.01, log_odds: -0.8 },
    { at: 0.05, log_odds: 0.4 },
  ],
  missing: -0.2,
};

export const someCard: Schemas["ModelCard"] = {
  ...challenger,
  question: "becomes",
  horizon: 12,
  trained_on: "2026-11-01",
  years: [
    { as_of: "2023-06-30", use: "train", rows: 1100, positives: 80 },
    { as_of: "2025-06-30", use: "hold_out", rows: 1200, positives: 90 },
  ],
  held_out_groups: true,
  judged_rows: 1200,
  judged_positives: 90,
  capacity: 300,
  coverage: 0.93,
  candidates: [
    { algorithm: logistic, chosen: true, earlier_log_loss: 0.2314, metrics },
    { algorithm: additive, chosen: false, earlier_log_loss: 0.2309, metrics },
  ],
  findings: [
    { ...held, rule: "log_loss_better_beyond_noise_than_base_rate", zh: "对数损失相差 -0.0610" },
    { ...held, rule: "average_precision_not_worse_beyond_noise_than_base_rate", zh: "平均精确率相差 +0.2100" },
    slicesOpen,
  ],
  curve: [
    { predicted: 0.02, observed: 0.01, firms: 120 },
    { predicted: 0.4, observed: 0.43, firms: 120 },
  ],
  counties: [someCounty, smallCounty],
  slices: [worseSlice, smallSlice],
  features: [
    {
      name: "rnd_intensity",
      zh: "研发费用占营收比",
      en: "R&D intensity",
      unit: "ratio",
      direction: 1,
      changeable: true,
      influence: 0.412,
    },
  ],
  curves: [someCurve],
  selection: null,
  reasons_by: "additive",
  refits: 10,
  peers: 12,
  git_commit: "0a1b2c3",
  data_sha256: "ab".repeat(32),
  sklearn_version: "1.7.2",
  seed: 0,
  can: ["promote"],
};
