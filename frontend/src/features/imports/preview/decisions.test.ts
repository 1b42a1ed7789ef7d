import { describe, expect, it } from "vitest";
import { someFinding, someRow } from "@/features/imports/fixtures";
import { isDecidable, needsFirm, toConfirm } from "@/features/imports/preview/decisions";

const slip = someFinding("amount.thousandfold", "hold");
const unidentified = someFinding("enterprise.unidentified", "hold");
const row = someRow({ outcome: "conflict", findings: [slip, unidentified, someFinding("cell.formula", "remark")] });

describe("decisions", () => {
  it("offers to confirm a suspicion, never which firm is meant or which of two rows is right", () => {
    expect(toConfirm(row)).toEqual([slip]);
    expect(toConfirm(someRow({ findings: [someFinding("row.contradicts", "hold")] }))).toEqual([]);
  });

  it("asks for the firm as long as that is open", () => {
    expect(needsFirm(row)).toBe(true);
    expect(needsFirm(someRow({ findings: [slip] }))).toBe(false);
  });

  it("has nothing to say of rows that are fine", () => {
    expect(isDecidable(row)).toBe(true);
    expect(isDecidable(someRow({ outcome: "create" }))).toBe(false);
  });
});
