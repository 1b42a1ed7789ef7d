import { describe, expect, it } from "vitest";
import { spoken } from "@/features/enterprise/likelihood/ReasonsInWords";
import type { Reason } from "@/shared/api/types";

function reason(feature: string, contribution: number, more: Partial<Reason> = {}): Reason {
  const sentence = { zh: feature, en: feature };
  const plain = { unit: "ratio", value: 1, changeable: false, peer_value: null };
  return { feature, ...sentence, ...plain, contribution, sentence, ...more };
}

const named = (reasons: Reason[], sign: 1 | -1) => spoken(reasons, sign).map(({ feature }) => feature);

describe("spoken", () => {
  it("keeps what points one way, what can be worked on first, then the strongest", () => {
    const reasons = [reason("a", -0.2), reason("b", -0.9), reason("c", -0.1, { changeable: true }), reason("d", 0.7)];
    expect(named(reasons, -1)).toEqual(["c", "b", "a"]);
    expect(named(reasons, 1)).toEqual(["d"]);
  });

  it("never says what is not for the firm to hear, nor what moves next to nothing", () => {
    expect(named([reason("a", 0.9, { sentence: null }), reason("b", 0.04)], 1)).toEqual([]);
  });

  it("says no more than anybody takes in", () => {
    expect(named(Array.from({ length: 20 }, (_, at) => reason(String(at), 1)), 1)).toHaveLength(6);
  });
});
