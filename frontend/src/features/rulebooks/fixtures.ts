/** Answers of the API as these tests use them. */
import type { Draft, Impact, Published, Table, Version } from "@/features/rulebooks/types";
import type { Me } from "@/shared/api/types";
import { someMe } from "@/shared/testing/fixtures";

const text = (zh: string) => ({ zh, en: zh });

export const editor: Me = {
  ...someMe,
  display_name: "周编制",
  permissions: {
    rulebook_published: ["list", "view"],
    rulebook_draft: ["list", "view", "create", "update", "delete", "run"],
    lever: ["list", "view", "update"],
  },
};

export const approver: Me = {
  ...someMe,
  id: 2,
  display_name: "吴审批",
  permissions: {
    rulebook_published: ["list", "view"],
    rulebook_draft: ["list", "view", "approve", "run"],
    lever: ["list", "view"],
  },
};

export const someVersion: Version = {
  programme: "hnte",
  programme_name: text("高新技术企业"),
  kind: "recognition",
  tier: 2,
  version: "2016",
  title: text("高新技术企业认定"),
  documents: [{ number: "国科发火〔2016〕32号", title: text("办法"), issuers: ["科技部"], issued_on: "2016-01-29" }],
  effective_from: "2016-01-01",
  effective_until: null,
  status: "active",
  in_force: true,
  withdrawn: false,
};

export const someTable: Table = {
  ...someVersion,
  criteria: [
    {
      id: "staff",
      title: text("科技人员占比"),
      text: text("科技人员占职工总数的比例不低于10%。"),
      article: "第十一条（四）",
      document: "国科发火〔2016〕32号",
      confidence: "solid",
      note: null,
      kind: "at_least",
      condition: text("科技人员 ÷ 职工总数 ≥ 10%"),
      members: [],
    },
  ],
  score: {
    max: 100,
    parts: [
      {
        id: "ip",
        title: text("知识产权"),
        max: 30,
        items: [
          {
            id: "count",
            title: text("数量"),
            article: "附件2",
            confidence: "doubtful",
            note: null,
            max: 8,
            bonus: false,
            scale: [
              { route: null, of: text("I类知识产权"), when: text("≥ 1 项"), points: text("7–8 分"), doubtful: false },
              { route: null, of: text("I类知识产权"), when: text("0 项"), points: text("0 分"), doubtful: true },
            ],
          },
        ],
      },
    ],
  },
  class_table: null,
  notes: [],
};

export const somePublished: Published = {
  ...someTable,
  ...someVersion,
  source: "programme: hnte\n",
  cases: "",
  case_results: [{ name: "恰好10%", line: 3, passed: true, differences: [] }],
  loaded_at: "2026-11-01T01:00:00Z",
  author: null,
  published_by: null,
  withdrawn_at: null,
  withdrawn_by: null,
  withdrawn_because: "",
  reinstated_at: null,
  reinstated_by: null,
  reinstated_because: "",
  if_withdrawn: { decides: true, successor: { programme: "hnte", version: "2008" }, referring: [] },
  can: { withdraw: false, reinstate: false, draft: false },
};

const nothing = {
  edit: false,
  submit: false,
  take_back: false,
  publish: false,
  return: false,
  discard: false,
  preview: true,
  see_impact: true,
};

export const someDraft: Draft = {
  id: 5,
  programme: { code: "hnte", zh: "高新技术企业", en: "High-tech enterprise" },
  version: "2026",
  based_on: "2016",
  author: { display_name: "周编制" },
  state: "open",
  revision: 3,
  created_at: "2026-11-19T02:00:00Z",
  updated_at: "2026-11-20T02:00:00Z",
  submitted_at: null,
  decided_by: null,
  decided_at: null,
  note: "",
  published_as: null,
  source: "programme: hnte\nbound: 0.1\n",
  cases: "cases: []\n",
  findings: [],
  case_findings: [],
  case_results: [{ name: "恰好10%", line: 3, passed: true, differences: [] }],
  rulebook: { ...someTable, version: "2026" },
  decides_from: "2026-11-23",
  numbers: [
    {
      path: "criteria.staff.bound",
      label: text("科技人员占比 · 界值"),
      value: "0.1",
      unit: "ratio",
      line: 2,
      column: 8,
    },
  ],
  impact: null,
  can: { ...nothing, edit: true, submit: true, discard: true },
};

export const someImpact: Impact = {
  id: 9,
  revision: 3,
  as_of: "2026-11-23",
  state: "done",
  stalled: false,
  newer: null,
  problem: "",
  total: 500,
  done: 500,
  against: "2016",
  outdated: false,
  created_at: "2026-11-23T01:00:00Z",
  finished_at: "2026-11-23T01:01:00Z",
  summary: [
    { before: "met", after: "met", firms: 400 },
    { before: "met", after: "unmet", firms: 18 },
    { before: "undetermined", after: "met", firms: null },
  ],
  counts: [
    { region: "411303", region_name: "卧龙区", tier: 2, before: "met", after: "unmet", firms: 12 },
    { region: "411323", region_name: "西峡县", tier: 1, before: "met", after: "unmet", firms: 6 },
    { region: "411303", region_name: "卧龙区", tier: 1, before: "undetermined", after: "met", firms: null },
    { region: "411303", region_name: "卧龙区", tier: 1, before: "met", after: "met", firms: 400 },
  ],
};

export const submitted: Draft = {
  ...someDraft,
  state: "submitted",
  submitted_at: "2026-11-21T02:00:00Z",
  impact: someImpact,
  can: { ...nothing, take_back: true },
};
