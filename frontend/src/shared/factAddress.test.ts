import { describe, expect, it } from "vitest";
import { addressText, factLink, readAddress } from "@/shared/factAddress";

describe("readAddress", () => {
  it.each([
    { table: "financial_year", field: "revenue", year: 2025 },
    { table: "financial_year", field: "revenue", year: 2025, id: 17 },
    { table: "registration", field: "registered_capital" },
    { table: "ip_right", field: "number", id: 4 },
  ])("reads what addressText wrote of %o", (address) => {
    expect(readAddress(addressText(address))).toEqual(address);
  });

  it.each([null, "", "revenue", "financial_year.revenue.25", "x.y~z", "a.b.2025~1 or 1"])(
    "takes %s for none",
    (text) => {
      expect(readAddress(text)).toBeNull();
    },
  );
});

describe("factLink", () => {
  it("leads to the tab that shows the value, with its drawer open", () => {
    expect(factLink("X", { table: "financial_year", field: "revenue", year: 2025 })).toBe(
      "/enterprises/X?tab=facts&fact=financial_year.revenue.2025",
    );
    expect(factLink("X", { table: "registration", field: "address" })).toContain("tab=profile");
  });
});
