import { describe, expect, it } from "vitest";
import { asNumber, changesOf } from "@/features/rulebooks/editor/numbers";
import { someDraft } from "@/features/rulebooks/fixtures";

describe("asNumber", () => {
  it.each([
    ["0.15", "0.15"],
    ["200,000,000", "200000000"],
    ["２００", "200"],
    ["-3", "-3"],
  ])("reads %s", (typed, number) => expect(asNumber(typed)).toBe(number));

  it.each(["", "10%", "1e3", "010", "1.2.3", "12 万"])("refuses “%s”", (typed) => expect(asNumber(typed)).toBeNull());
});

describe("changesOf", () => {
  const { numbers } = someDraft;

  it("gives what differs, with its place", () => {
    expect(changesOf(numbers, { "2:8": "0.15" }).changes).toEqual([{ line: 2, column: 8, value: "0.15" }]);
  });

  it("leaves out what was typed back, and names what is no number", () => {
    expect(changesOf(numbers, { "2:8": "0.10" })).toEqual({ changes: [], unreadable: [] });
    expect(changesOf(numbers, { "2:8": "10%" }).unreadable).toEqual(["2:8"]);
  });
});
