import { describe, expect, it } from "vitest";
import { inOrder, without, withRank } from "@/features/sources/ranks";
import type { SourceRank } from "@/shared/api/types";

const rank = (given: Partial<SourceRank>): SourceRank => ({
  table: "financial_year",
  field: "",
  source: "",
  basis: "",
  rank: 10,
  ...given,
});
const audit = rank({ basis: "audit", rank: 10 });
const tax = rank({ basis: "tax", rank: 20 });
const revenue = rank({ field: "revenue", source: "税务局", rank: 5 });
const register = rank({ table: "registration", source: "市场监管局" });

describe("inOrder", () => {
  it("shows one kind of facts, what speaks of a single field first, then by rank", () => {
    expect(inOrder([tax, register, audit, revenue], "financial_year")).toEqual([revenue, audit, tax]);
  });
});

describe("withRank", () => {
  it("replaces the number of what is ranked already, and adds what is not", () => {
    expect(withRank([audit, tax], { ...audit, rank: 30 })).toEqual([tax, { ...audit, rank: 30 }]);
    expect(withRank([audit], revenue)).toEqual([audit, revenue]);
  });
});

describe("without", () => {
  it("drops what it names and nothing that only resembles it", () => {
    expect(without([audit, tax, revenue], rank({ field: "revenue", source: "税务局" }))).toEqual([audit, tax]);
  });
});
