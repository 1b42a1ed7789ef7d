import { describe, expect, it } from "vitest";
import {
  amountIn,
  chance,
  day,
  daysBetween,
  groupThousands,
  instant,
  interval,
  money,
  number,
  percent,
  readableUnit,
  shiftDecimal,
  signed,
} from "@/shared/format";

describe("shiftDecimal", () => {
  it.each([
    ["12345678.90", 4, 2, "1234.57"],
    ["12345650.00", 4, 2, "1234.57"], // half goes away from zero: 1234.565
    ["-12345650", 4, 2, "-1234.57"],
    ["49.99", 4, 2, "0.00"], // never “-0.00” nor a lost nought
    ["-49.99", 4, 2, "0.00"],
    ["50", 4, 2, "0.01"],
    ["0.005", 0, 2, "0.01"],
    ["1.005", 0, 2, "1.01"], // as a float 1.005 is 1.00499…
    ["9999999999999999.99", 4, 2, "1000000000000.00"], // beyond what a float holds to the fen
    ["123456789012345678.99", 8, 2, "1234567890.12"],
    ["7", 0, 0, "7"],
    ["7.5", 0, 0, "8"],
  ])("moves %s by %i places to %i decimals: %s", (value, places, digits, expected) => {
    expect(shiftDecimal(value, places, digits)).toBe(expected);
  });

  it("refuses what is not a decimal number", () => {
    expect(() => shiftDecimal("1e5", 4, 2)).toThrow("1e5");
    expect(() => shiftDecimal("", 4, 2)).toThrow(RangeError);
  });
});

describe("money", () => {
  it("speaks of 万元 below one hundred million and of 亿元 from there on, in English of millions", () => {
    expect(money("99999999.99", "zh-CN")).toBe("10,000.00 万元");
    expect(money("100000000.00", "zh-CN")).toBe("1.00 亿元");
    expect(money("-250000000", "zh-CN")).toBe("-2.50 亿元");
    expect(money("12345678.9", "en")).toBe("12.35 million yuan");
  });

  it("shows a missing amount as missing, not as nought", () => {
    expect(money(null, "zh-CN")).toBe("—");
    expect(money("0.00", "zh-CN")).toBe("0.00 万元");
    expect(amountIn("wan", undefined)).toBe("—");
  });

  it("ignores leading noughts when it picks the unit", () => {
    expect(readableUnit("000000000012.00", "zh-CN")).toBe("wan");
  });
});

describe("groupThousands", () => {
  it("groups the whole part only", () => {
    expect(groupThousands("1234567.123456")).toBe("1,234,567.123456");
    expect(groupThousands("-1234")).toBe("-1,234");
    expect(groupThousands("123")).toBe("123");
  });
});

describe("numbers and days", () => {
  it("writes fractions as percentages and keeps 'not known' apart from 0", () => {
    expect(percent(0.0523)).toBe("5.2%");
    expect(percent(0)).toBe("0.0%");
    expect(percent(null)).toBe("—");
    expect(percent(Number.NaN)).toBe("—");
  });

  it("writes counts, intervals and contributions", () => {
    expect(number(1234.5)).toBe("1,234.5");
    expect(number(null)).toBe("—");
    expect(number("")).toBe("—");
    expect(interval(72, 72)).toBe("72");
    expect(interval(68, 84)).toBe("68–84");
    expect(interval(null, 84)).toBe("—");
    expect(signed(0.424)).toBe("+0.42");
    expect(signed(-0.424)).toBe("−0.42");
    expect(signed(-0.001)).toBe("0.00");
  });

  it("writes days as they are and instants on Shanghai's clock", () => {
    expect(day("2026-11-23")).toBe("2026-11-23");
    expect(day(null)).toBe("—");
    expect(instant("2026-11-22T17:30:00Z")).toBe("2026-11-23 01:30");
    expect(daysBetween("2026-11-23", "2027-01-01")).toBe(39);
    expect(daysBetween("2026-11-23", "2026-11-20")).toBe(-3);
  });
});

describe("chance", () => {
  it.each([
    [0, "<1%"],
    [0.0004, "<1%"],
    [0.01, "1%"],
    [0.42, "42%"],
    [0.99, "99%"],
    [0.9951, ">99%"],
    [1, ">99%"],
    [null, "—"],
  ])("writes %s as %s", (probability, expected) => {
    expect(chance(probability)).toBe(expected);
  });
});
