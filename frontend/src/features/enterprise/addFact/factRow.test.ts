import dayjs from "dayjs";
import { describe, expect, it } from "vitest";
import { askedFields, factRow, type KindField } from "@/features/enterprise/addFact/factRow";
import { someKind } from "@/shared/testing/kinds";

const field = (name: string, reading: KindField["reading"]): KindField => ({
  ...{ name, reading, zh: name, en: name, required: false, identifies: false },
  ...{ choices: [], units: [], one_of: [], help: null },
});

describe("askedFields", () => {
  it("does not ask on a firm's page which firm it is", () => {
    expect(askedFields(someKind).map(({ name }) => name)).toEqual(["closed_on", "amount", "investor"]);
  });
});

describe("factRow", () => {
  const fields = [
    field("closed_on", "date"),
    field("amount", "amount"),
    field("share", "ratio"),
    field("headcount", "count"),
    field("industry", "industry"),
    field("place", "place"),
    field("investor", "text"),
  ];

  it("writes money in yuan, ratios as fractions, days as ISO, and leaves out what is empty", () => {
    const entered = {
      closed_on: dayjs("2026-05-01"),
      amount: "1,200.5",
      share: "12.5",
      headcount: 0,
      industry: { code: "3812", name: "电动机制造" },
      place: { code: "411303", name: "卧龙区" },
      investor: "  ",
    };
    expect(factRow("X", fields, entered)).toEqual({
      uscc: "X",
      closed_on: "2026-05-01",
      amount: "12005000.00",
      share: "0.125",
      headcount: 0,
      industry: "3812",
      place: "卧龙区",
    });
  });

  it("passes on what it cannot read, to be refused with a reason", () => {
    expect(factRow("X", fields, { amount: "很多", share: "一半" })).toMatchObject({ amount: "很多", share: "一半" });
  });
});
