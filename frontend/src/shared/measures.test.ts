import { renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { measureYear, useMeasureText, useThresholdText } from "@/shared/measures";

describe("measureYear", () => {
  it("counts back from the last full year before the day of the assessment", () => {
    expect(measureYear("revenue_y0", "2026-11-23")).toBe(2025);
    expect(measureYear("revenue_y2", "2026-01-01")).toBe(2023);
  });

  it("is none for what speaks of no year", () => {
    expect(measureYear("conversions_3y", "2026-11-23")).toBeNull();
  });
});

describe("useMeasureText", () => {
  it.each([
    [0.1253, "ratio", "12.53%"],
    [12345678.9, "yuan", "1,234.57 万元"],
    [3, "count", "3 项"],
    [true, "flag", "是"],
    [0, "yes_no", "否"],
    ["C", "code", "C"],
    [null, "yuan", "—"],
  ])("writes %s in %s as %s", (value, unit, expected) => {
    const { result } = renderHook(() => useMeasureText());
    expect(result.current(value, unit)).toBe(expected);
  });
});

describe("useThresholdText", () => {
  it.each([
    ["at_least", 0.1, "ratio", "≥ 10.00%"],
    ["above", 70, "points", "> 70 分"],
    ["points_above", 70, "points", "> 70 分"],
    ["at_most", 500, "people", "≤ 500 人"],
    ["is_false", false, "flag", "否"],
    ["at_least", null, "ratio", "—"],
  ])("writes %s %s %s as %s", (kind, threshold, unit, expected) => {
    const { result } = renderHook(() => useThresholdText());
    expect(result.current({ kind, threshold, unit })).toBe(expected);
  });
});
