import type { GapPlan, Plan } from "@/shared/api/types";

const figure = { unit: "people", fact: "financial_year", year: 0 };

export const somePlan: Plan = {
  kind: "cheapest",
  outcome: "certain",
  ready_on: "2027-01-01",
  effort: 12.5,
  steps: [
    {
      lever: "hire_st_staff",
      zh: "招聘科技人员",
      en: "Hire S&T staff",
      year: 2026,
      steps: 2,
      amount: 2,
      unit: "people",
      effort: 10,
      measures: [
        { name: "st_staff_y0", zh: "科技人员数", en: "S&T staff", ...figure, before: 5, after: 7 },
        { name: "headcount_y0", zh: "职工总数", en: "employees", ...figure, before: 28, after: 30 },
      ],
    },
  ],
  establish: [
    {
      name: "core_ip",
      zh: "自有知识产权支撑主要产品",
      en: "own IP carries the main product",
      unit: "flag",
      fact: "judgement",
      year: null,
      at_least: null,
      at_most: null,
      value: true,
    },
    {
      name: "rnd_expense_y0",
      zh: "研究开发费用",
      en: "R&D expense",
      unit: "yuan",
      fact: "financial_year",
      year: 0,
      at_least: 500_000,
      at_most: null,
      value: null,
    },
  ],
  open: [],
  verdict_after: "met",
};

export const someGapPlan: GapPlan = {
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
  verdict: "unmet",
  outcome: "certain",
  plans: [somePlan],
  obstacles: [],
  assumptions: [{ zh: "2026年度其他数据与2025年度相同。", en: "Other figures of 2026 are those of 2025." }],
};
