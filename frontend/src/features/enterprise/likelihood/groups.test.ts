import { describe, expect, it } from "vitest";
import { byProgramme, readingOf } from "@/features/enterprise/likelihood/groups";
import type { Likelihood } from "@/shared/api/types";
import { someLikelihood } from "@/shared/testing/fixtures";

type Question = Likelihood["target"]["question"];

function asked(code: string, question: Question, probability: number | null = null): Likelihood {
  return { ...someLikelihood, target: { ...someLikelihood.target, code, question }, probability };
}

describe("byProgramme", () => {
  it("puts the questions of each programme in their order, growth with the gazelles", () => {
    const groups = byProgramme([
      asked("gazelle_applies_12m", "applies"),
      asked("hnte_applies_12m", "applies"),
      asked("gazelle_3y", "grows"),
      asked("hnte_12m", "becomes"),
      asked("hnte_if_applied", "if_applied"),
    ]);
    const codes = (likelihoods: Likelihood[]) => likelihoods.map(({ target }) => target.code);
    expect(groups.map(({ programme, likelihoods }) => [programme, codes(likelihoods)])).toEqual([
      ["hnte", ["hnte_12m", "hnte_if_applied", "hnte_applies_12m"]],
      ["gazelle", ["gazelle_3y", "gazelle_applies_12m"]],
    ]);
  });
});

describe("readingOf", () => {
  it.each([
    [0.5, 0.29, "visit"],
    [0.5, 0.3, "comes"],
    [0.49, 0.3, "prepare"],
    [0.49, 0.29, "early"],
    [null, 0.29, null],
    [0.9, null, null],
  ])("reads %s if it applied and %s by itself as %s", (passes, applies, reading) => {
    const both = [asked("a", "if_applied", passes), asked("b", "applies", applies), asked("c", "becomes", 0.9)];
    expect(readingOf(both)).toBe(reading);
  });
});
