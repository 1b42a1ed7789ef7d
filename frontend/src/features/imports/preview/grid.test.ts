import { describe, expect, it } from "vitest";
import { FIELDS, PREVIEWED, someField, someFinding, someRow } from "@/features/imports/fixtures";
import { byWeight, changesOf, gridCell, gridColumns, shownValue } from "@/features/imports/preview/grid";
import type { Column } from "@/features/imports/types";

describe("gridColumns", () => {
  it("gives one column a field that is read, with its place in each sheet", () => {
    const third = PREVIEWED.mapping.find(({ letter }) => letter === "C");
    if (!third) throw new Error("no column");
    const second: Column = { ...third, sheet: "表二", letter: "A" };
    const columns = gridColumns({ mapping: [...PREVIEWED.mapping, second] });
    expect(columns.map(({ field }) => field)).toEqual(["uscc", "name", "revenue"]);
    expect(columns[2]?.places.get("表")).toEqual({ letter: "C", index: 2 });
    expect(columns[2]?.places.get("表二")).toEqual({ letter: "A", index: 0 });
  });
});

describe("gridCell", () => {
  const columns = gridColumns(PREVIEWED);
  const revenue = columns.find(({ field }) => field === "revenue");
  if (!revenue) throw new Error("no column");

  it("has its text, its findings, and what it was before it was mended", () => {
    const row = someRow({ edits: { C: "12OO" } });
    expect(gridCell(row, revenue, someField("revenue"))).toMatchObject({ letter: "C", text: "1,2O0", was: "12OO" });
    expect(gridCell(row, revenue, someField("revenue"))?.findings).toHaveLength(1);
    expect(gridCell(row, columns[0] ?? revenue, someField("uscc"))?.findings).toHaveLength(0);
  });

  it("shows what an update replaces, and only an update", () => {
    const values = { new: { revenue: "12000000.00" }, old: { revenue: "9876543.21" } };
    const update = someRow({ outcome: "update", values });
    expect(gridCell(update, revenue, someField("revenue"))?.old).toBe("987.65 万元");
    expect(gridCell({ ...update, outcome: "conflict" }, revenue, someField("revenue"))?.old).toBeUndefined();
  });

  it("is absent where the row's sheet has no such column", () => {
    expect(gridCell(someRow({ sheet: "别的" }), revenue, undefined)).toBeNull();
  });
});

describe("shownValue", () => {
  it.each([
    ["revenue", "12345678.90", "1,234.57 万元"],
    ["headcount", "1234.00", "1,234"],
    ["headcount", "18.50", "18.50"],
    ["basis", "tax", "税务"],
    ["basis", "other", "other"],
    ["year", 2025, "2025"],
    ["name", null, ""],
  ] as const)("tells %s %s as %s", (name, value, shown) => {
    expect(shownValue(value, someField(name))).toBe(shown);
  });
});

describe("changesOf", () => {
  it("lists old and new of an update, empty where nothing was known", () => {
    const values = { new: { revenue: "20000", headcount: "5" }, old: { revenue: null, headcount: "4" } };
    expect(changesOf(someRow({ outcome: "update", values }), FIELDS)).toEqual([
      { field: "revenue", old: "", now: "2.00 万元" },
      { field: "headcount", old: "4", now: "5" },
    ]);
    expect(changesOf(someRow({ outcome: "create", values }), FIELDS)).toEqual([]);
  });
});

describe("byWeight", () => {
  it("puts what refuses before what holds before what only remarks", () => {
    const found = [someFinding("a", "remark"), someFinding("b", "refuse"), someFinding("c", "hold")];
    expect(byWeight(found).map(({ code }) => code)).toEqual(["b", "c", "a"]);
  });
});
