import { describe, expect, it } from "vitest";
import { beforePreview, beforePublication, beforeSubmission } from "@/features/rulebooks/editor/hurdles";
import { someDraft, someImpact, someTable, someVersion } from "@/features/rulebooks/fixtures";

const draft = { ...someDraft, impact: someImpact };
const ready = { draft, checked: draft, dirty: false, versions: [someVersion] };
const finding = { line: 1, column: 1, message: { zh: "错", en: "wrong" } };

describe("beforePublication", () => {
  it("lets a draft pass that is sound, tested and previewed", () => {
    expect(beforePublication(ready)).toEqual([]);
  });

  it.each([
    ["unsaved", { ...ready, dirty: true }],
    ["findings", { ...ready, checked: { ...draft, findings: [finding] } }],
    ["findings", { ...ready, checked: { ...draft, case_findings: [finding] } }],
    ["statusDraft", { ...ready, checked: { ...draft, rulebook: { ...someTable, status: "draft" as const } } }],
    ["versionTaken", { ...ready, checked: { ...draft, version: "2016" } }],
    ["neverInForce", { ...ready, checked: { ...draft, decides_from: null } }],
    ["noCases", { ...ready, checked: { ...draft, case_results: [] } }],
    ["impact", { ...ready, draft: { ...draft, impact: null } }],
    ["impact", { ...ready, draft: { ...draft, revision: 4 } }],
    ["impact", { ...ready, draft: { ...draft, impact: { ...someImpact, state: "running" as const } } }],
    ["impactOld", { ...ready, draft: { ...draft, impact: { ...someImpact, outdated: true } } }],
  ])("names %s", (hurdle, standing) => expect(beforePublication(standing)).toEqual([hurdle]));

  it("names cases that come out otherwise", () => {
    const failing = [{ name: "a", line: 1, passed: false, differences: ["verdict"] }];
    expect(beforePublication({ ...ready, checked: { ...draft, case_results: failing } })).toEqual(["casesFail"]);
  });
});

describe("earlier steps", () => {
  it("ask only for what another person needs to read the draft", () => {
    const untested = { ...ready, checked: { ...draft, case_results: [] }, draft: someDraft };
    expect(beforeSubmission(untested)).toEqual([]);
    expect(beforePreview(untested)).toEqual([]);
    expect(beforePreview({ ...untested, dirty: true })).toEqual(["unsaved"]);
  });
});
