import { describe, expect, it } from "vitest";
import { withoutHoles } from "@/features/imports/holes";

describe("withoutHoles", () => {
  it.each([
    ["“…”的校验码不符，至少有一位填错。", "所填内容的校验码不符，至少有一位填错。"],
    ["“…”不是日期。请按年-月-日填写。", "所填内容不是日期。请按年-月-日填写。"],
    ["“…”中的单位“…”无法识别。", "所填内容中的单位无法识别。"],
    ["企业名称中不能有“…”。请填写登记名称。", "企业名称中不能有某些内容。请填写登记名称。"],
    ["工作表“…”已隐藏，没有读取。", "工作表已隐藏，没有读取。"],
    ["第 … 行说的是同一事项。", "第 … 行说的是同一事项。"],
  ])("tells %s as %s", (message, expected) => {
    expect(withoutHoles(message, { head: "所填内容", value: "某些内容" })).toBe(expected);
  });

  it.each([
    ["“…” is not a date. Write year, month, day.", "The value is not a date. Write year, month, day."],
    ["“…” contains “…”, which no code has.", "The value contains certain text, which no code has."],
    ["The sheet “…” is hidden.", "The sheet is hidden."],
  ])("tells %s as %s", (message, expected) => {
    expect(withoutHoles(message, { head: "The value", value: "certain text" })).toBe(expected);
  });
});
