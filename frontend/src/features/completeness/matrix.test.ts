import { describe, expect, it } from "vitest";
import { byWeight, lacking, listAt, share } from "@/features/completeness/matrix";
import type { CompletenessSummary } from "@/shared/api/types";

const county = {
  region: { code: "411303", name: "卧龙区" },
  total: 40,
  incomplete: 12,
  counts: { rnd: { missing: 6, stale: 4 }, address: { missing: 1, stale: 0 }, few: { missing: null, stale: 0 } },
};
const summary: CompletenessSummary = {
  as_of: "2026-11-23",
  facts: [
    { fact: "address", zh: "地址", en: "address" },
    { fact: "rnd", zh: "研发费用", en: "R&D" },
  ],
  rows: [county],
};

describe("lacking", () => {
  it("counts missing and old together, and keeps what may not be told untold", () => {
    expect(lacking(county, "rnd")).toBe(10);
    expect(lacking(county, "unheard_of")).toBe(0);
    expect(lacking(county, "few")).toBeNull();
  });
});

describe("share", () => {
  it("is of the county's firms, and nothing where nothing may be told", () => {
    expect(share(county, "rnd")).toBe(0.25);
    expect(share(county, "few")).toBe(0);
    expect(share({ ...county, total: 0 }, "rnd")).toBe(0);
  });
});

describe("byWeight", () => {
  it("puts what most firms lack first", () => {
    expect(byWeight(summary).map(({ fact }) => fact)).toEqual(["rnd", "address"]);
  });
});

describe("listAt", () => {
  it("is the list of the firms that a cell counts", () => {
    expect(listAt({ region: "411303", fact: "rnd" })).toBe("/completeness?view=list&region=411303&fact=rnd");
    expect(listAt({ region: "411303" })).toBe("/completeness?view=list&region=411303");
  });
});
