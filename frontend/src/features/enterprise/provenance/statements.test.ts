import { describe, expect, it } from "vitest";
import { choiceFor, dissenters, rowOf, statementsOf } from "@/features/enterprise/provenance/statements";
import { someFacts, someSources } from "@/shared/testing/facts";

const revenue = { table: "financial_year", field: "revenue", year: 2025 };

describe("statementsOf", () => {
  it("finds what sources say of a figure by field and year, of a register entry by field", () => {
    expect(statementsOf(someSources, revenue)?.others).toHaveLength(1);
    expect(statementsOf(someSources, { ...revenue, year: 2024 })).toBeUndefined();
    expect(statementsOf(someSources, { table: "registration", field: "address" })?.chosen.source).toBe("市场监管局");
    expect(statementsOf(someSources, { table: "ip_right", field: "revenue" })).toBeUndefined();
    expect(statementsOf(undefined, revenue)).toBeUndefined();
  });
});

describe("dissenters", () => {
  it("counts who says something else, however the same amount is written", () => {
    const group = statementsOf(someSources, revenue);
    if (!group) throw new Error("the fixture has revenue");
    expect(dissenters(group)).toBe(1);
    const agreeing = { ...group, others: group.others.map((one) => ({ ...one, value: "12345678.9" })) };
    expect(dissenters(agreeing)).toBe(0);
    expect(dissenters(undefined)).toBe(0);
  });
});

describe("choiceFor", () => {
  it("takes no notice of a choice that was taken back", () => {
    const [choice] = someSources.choices;
    if (!choice) throw new Error("the fixture has a choice");
    expect(choiceFor(someSources, { table: "registration", field: "address" })?.id).toBe(choice.id);
    const revoked = { ...someSources, choices: [{ ...choice, revoked_on: "2026-11-01" }] };
    expect(choiceFor(revoked, { table: "registration", field: "address" })).toBeUndefined();
  });
});

describe("rowOf", () => {
  it("is the row that the address names, else the one that counts", () => {
    expect(rowOf({ ...revenue, id: 99 }, someSources, someFacts)).toBe(99);
    expect(rowOf(revenue, someSources, someFacts)).toBe(7);
  });

  it("is the only report of a figure of which nobody else speaks, and none where nobody does", () => {
    expect(rowOf({ ...revenue, field: "costs" }, someSources, someFacts)).toBe(8);
    expect(rowOf({ ...revenue, field: "tax_paid" }, someSources, someFacts)).toBeNull();
    expect(rowOf({ ...revenue, field: "costs" }, someSources, undefined)).toBeNull();
  });
});
