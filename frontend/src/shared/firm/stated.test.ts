import { describe, expect, it } from "vitest";
import { changedFields, formOf, only, statedOf } from "@/shared/firm/stated";
import { someFirm } from "@/shared/testing/fixtures";

describe("statedOf", () => {
  it("gives back what formOf took from a firm, money in yuan and days as ISO", () => {
    const stated = statedOf(formOf(someFirm));
    expect(stated).toMatchObject({
      name: someFirm.name,
      registered_capital: someFirm.registered_capital,
      registered_on: someFirm.registered_on,
      registered_region: "411303",
      industry: "3812",
      address: null,
    });
  });

  it("takes blanks for nothing", () => {
    expect(statedOf({ name: "  ", registered_capital: "" })).toMatchObject({ name: null, registered_capital: null });
  });
});

describe("changedFields", () => {
  it("names what an edit changes, and nothing else", () => {
    const before = statedOf(formOf(someFirm));
    expect(changedFields(before, statedOf(formOf(someFirm)))).toEqual([]);
    const after = statedOf({ ...formOf(someFirm), registered_capital: "600", address: "信臣路1号" });
    expect(changedFields(before, after)).toEqual(["registered_capital", "address"]);
    expect(only(["registered_capital"], after)).toEqual({ registered_capital: "6000000.00" });
  });
});
