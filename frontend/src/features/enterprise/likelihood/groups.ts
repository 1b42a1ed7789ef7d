import type { Likelihood } from "@/shared/api/types";

/** The programmes of which something is foretold, in the order of the path. */
export const PROGRAMMES = ["hnte", "tech_sme", "gazelle"] as const;
export type ProgrammeCode = (typeof PROGRAMMES)[number];

/** The order in which the questions about a programme are read. */
const QUESTIONS: readonly Likelihood["target"]["question"][] = ["becomes", "grows", "if_applied", "applies"];

export interface ProgrammeGroup {
  programme: ProgrammeCode;
  likelihoods: Likelihood[];
}

/** The likelihoods of each programme, the questions in their order; growth belongs to the gazelles. */
export function byProgramme(likelihoods: readonly Likelihood[]): ProgrammeGroup[] {
  return PROGRAMMES.map((programme) => ({
    programme,
    likelihoods: likelihoods
      .filter(({ target }) => target.code.startsWith(`${programme}_`))
      .sort((a, b) => QUESTIONS.indexOf(a.target.question) - QUESTIONS.indexOf(b.target.question)),
  })).filter(({ likelihoods: members }) => members.length > 0);
}

/** From where on a probability counts as high, and below which as low, when the two questions are read together. */
export const BOUNDS = { high: 0.5, low: 0.3 } as const;
export type Reading = "visit" | "prepare" | "comes" | "early" | null;

/** What the two questions say together: would it be recognised, and will it apply by itself? */
export function readingOf(likelihoods: readonly Likelihood[]): Reading {
  const of = (question: Likelihood["target"]["question"]) =>
    likelihoods.find(({ target }) => target.question === question)?.probability;
  const passes = of("if_applied");
  const applies = of("applies");
  if (passes == null || applies == null) return null;
  if (passes >= BOUNDS.high) return applies < BOUNDS.low ? "visit" : "comes";
  return applies < BOUNDS.low ? "early" : "prepare";
}
