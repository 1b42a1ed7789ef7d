import type { Checked, Draft, Version } from "@/features/rulebooks/types";

export type Hurdle =
  | "unsaved"
  | "findings"
  | "statusDraft"
  | "versionTaken"
  | "neverInForce"
  | "noCases"
  | "casesFail"
  | "impact"
  | "impactOld"
  | "ownDraft";

export interface Standing {
  draft: Draft;
  /** What the text as it is typed says. */
  checked: Checked;
  dirty: boolean;
  /** The versions that there are; until they are known, nothing is said of them. */
  versions: Version[] | undefined;
}

function standing(hurdles: [Hurdle, boolean][]): Hurdle[] {
  return hurdles.filter(([, stands]) => stands).map(([hurdle]) => hurdle);
}

/** What stands between a draft and being submitted: another person has to be able to read it. */
export function beforeSubmission({ checked, dirty }: Pick<Standing, "checked" | "dirty">): Hurdle[] {
  return standing([
    ["unsaved", dirty],
    ["findings", checked.findings.length + checked.case_findings.length > 0],
  ]);
}

/** What stands between a draft and being published, besides who may. */
export function beforePublication(of: Standing): Hurdle[] {
  const { checked } = of;
  return [
    ...beforeSubmission(of),
    ...standing([
      ["statusDraft", checked.rulebook?.status === "draft"],
      ["versionTaken", isTaken(of)],
      ["neverInForce", neverDecides(checked)],
      ["noCases", checked.rulebook !== null && checked.case_results.length === 0],
      ["casesFail", checked.case_results.some(({ passed }) => !passed)],
      ["impact", !isPreviewed(of.draft)],
      ["impactOld", isPreviewed(of.draft) && of.draft.impact?.outdated === true],
    ]),
  ];
}

function isTaken({ draft, checked, versions = [] }: Standing): boolean {
  return versions.some((one) => one.programme === draft.programme.code && one.version === checked.version);
}

/** Whether it would be in force on no day to come; of a draft of a draft that goes without saying. */
function neverDecides({ rulebook, decides_from }: Checked): boolean {
  return rulebook !== null && rulebook.status !== "draft" && decides_from === null;
}

function isPreviewed({ impact, revision }: Draft): boolean {
  return impact?.state === "done" && impact.revision === revision;
}

/** What stands between a draft and its impact preview, which reads the stored text. */
export function beforePreview({ checked, dirty }: Pick<Standing, "checked" | "dirty">): Hurdle[] {
  return standing([
    ["unsaved", dirty],
    ["findings", checked.findings.length > 0],
  ]);
}
