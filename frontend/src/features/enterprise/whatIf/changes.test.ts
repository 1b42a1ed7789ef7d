import { describe, expect, it } from "vitest";
import {
  faultOf,
  readChanges,
  typedOfValue,
  valueOfTyped,
  withChange,
  writeChanges,
} from "@/features/enterprise/whatIf/changes";

describe("readChanges", () => {
  it("reads back what writeChanges writes", () => {
    const changes = { headcount_y0: 30, core_ip: true, own_rnd_ip: false, st_staff_y0: null, market_share: 0.125 };
    expect(readChanges(writeChanges(changes))).toEqual(changes);
  });

  it("leaves out of a mended address what is no change", () => {
    expect(readChanges("headcount_y0:12,core_ip:perhaps,__proto__:1,:3,x")).toEqual({ headcount_y0: 12 });
    expect(readChanges(null)).toEqual({});
  });
});

describe("withChange", () => {
  it("replaces one, and takes back one that is undefined", () => {
    expect(withChange({ a: 1, b: 2 }, "a", 3)).toEqual({ b: 2, a: 3 });
    expect(withChange({ a: 1, b: 2 }, "a", undefined)).toEqual({ b: 2 });
    expect(withChange({}, "a", null)).toEqual({ a: null });
  });
});

describe("valueOfTyped", () => {
  it.each([
    ["1,234.5", "yuan", 12_345_000],
    ["-12", "yuan", -120_000],
    ["12.5", "ratio", 0.125],
    ["12.5%", "ratio", 0.125],
    ["37", "people", 37],
    ["2.5", "years", 2.5],
    ["", "people", undefined],
    ["many", "count", undefined],
  ])("reads %s as %s", (typed, unit, value) => expect(valueOfTyped(typed, unit)).toBe(value));

  it.each([
    [12_345_678.9, "yuan"],
    [0.0523, "ratio"],
    [37, "people"],
    [2.75, "years"],
    [100, "count"],
  ])("reads %s %s back from how it is typed", (value, unit) => {
    expect(valueOfTyped(typedOfValue(value, unit), unit)).toBe(value);
  });
});

describe("faultOf", () => {
  const people = { unit: "people", min: 0, max: 1000, whole: false };

  it.each([
    ["", null],
    ["12.5", null],
    ["many", "noNumber"],
    ["-3", "outOfRange"],
    ["1001", "outOfRange"],
  ])("says of %s people %s", (typed, fault) => expect(faultOf(typed, people)).toBe(fault));

  it("says what cannot be halved, and knows no bounds where there are none", () => {
    expect(faultOf("2.5", { ...people, whole: true })).toBe("notWhole");
    expect(faultOf("-99999", { unit: "yuan", min: null, max: null, whole: false })).toBeNull();
  });
});
