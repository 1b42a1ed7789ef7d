import { describe, expect, it } from "vitest";
import { wordDiff } from "@/features/rulebooks/compare/wordDiff";

const differing = (text: ReturnType<typeof wordDiff>[0]) => text.filter((one) => one.differs).map((one) => one.text);

describe("wordDiff", () => {
  it("marks a number that changed as a whole, not its digits", () => {
    const [before, after] = wordDiff("科技人员 ÷ 职工总数 ≥ 10%", "科技人员 ÷ 职工总数 ≥ 15%");
    expect(differing(before)).toEqual(["10"]);
    expect(differing(after)).toEqual(["15"]);
  });

  it("loses nothing of either text", () => {
    const [before, after] = wordDiff("营业收入不低于5000万元", "近两年营业收入均不低于1亿元");
    expect(before.map(({ text }) => text).join("")).toBe("营业收入不低于5000万元");
    expect(after.map(({ text }) => text).join("")).toBe("近两年营业收入均不低于1亿元");
  });

  it("marks all of what is new", () => {
    expect(wordDiff("", "新增条件")).toEqual([[], [{ text: "新增条件", differs: true }]]);
    expect(wordDiff("x".repeat(3), "x ".repeat(900))[1]).toHaveLength(1);
  });
});
