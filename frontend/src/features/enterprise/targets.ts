import type { EnterpriseDetail, Likelihood } from "@/shared/api/types";

/** What the models foretell, with the step of the path that a firm has reached once it has come true. */
const TARGETS = [
  { code: "hnte_12m", step: "hnte" },
  { code: "gazelle_3y", step: "gazelle" },
] as const;
export type TargetCode = (typeof TARGETS)[number]["code"];

/** The targets whose title the firm holds today. */
export function heldTargets(path: EnterpriseDetail["path"]): TargetCode[] {
  const held = path.steps.filter(({ state }) => state === "held").map(({ code }) => code);
  return TARGETS.filter(({ step }) => held.includes(step)).map(({ code }) => code);
}

/** The targets of which nothing is said of this firm. */
export function missingTargets(said: readonly Likelihood[]): TargetCode[] {
  return TARGETS.map(({ code }) => code).filter((code) => said.every(({ target }) => target.code !== code));
}
