import { describe, expect, it } from "vitest";
import { smallestChange } from "@/features/rulebooks/editor/smallestChange";

describe("smallestChange", () => {
  it.each([
    ["bound: 0.1\n", "bound: 0.15\n"],
    ["aaa", "aa"],
    ["", "new"],
    ["old", ""],
    ["abab", "ababab"],
  ])("turns %j into %j", (before, after) => {
    const change = smallestChange(before, after);
    expect(change && before.slice(0, change.from) + change.insert + before.slice(change.to)).toBe(after);
  });

  it("touches only the number that changed", () => {
    expect(smallestChange("a: 1\nb: 2\n", "a: 1\nb: 3\n")).toEqual({ from: 8, to: 9, insert: "3" });
    expect(smallestChange("same", "same")).toBeNull();
  });
});
