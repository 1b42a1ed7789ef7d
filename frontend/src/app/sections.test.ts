import { describe, expect, it } from "vitest";
import { homeOf, sectionsOf } from "@/app/sections";
import { someMe } from "@/shared/testing/fixtures";

describe("sectionsOf", () => {
  it("offers a county's lead everything", () => {
    expect(sectionsOf(someMe)).toEqual([
      "worklist",
      "enterprises",
      "gaps",
      "pipeline",
      "rulebooks",
      "imports",
      "completeness",
      "duplicates",
      "sources",
    ]);
  });

  it("offers only what the matrix grants", () => {
    expect(sectionsOf({ ...someMe, permissions: { enterprise: ["list"], import_job: ["create"] } })).toEqual([
      "enterprises",
      "pipeline",
    ]);
    expect(sectionsOf({ ...someMe, permissions: {} })).toEqual([]);
  });
});

describe("who writes rulebooks", () => {
  it("finds them, the drafts and the levers, and no firm", () => {
    const permissions = { rulebook_published: ["list"], rulebook_draft: ["list"], lever: ["list"] };
    expect(sectionsOf({ ...someMe, permissions })).toEqual(["rulebooks", "drafts", "levers"]);
  });
});

describe("homeOf", () => {
  it("begins with the worklist, and where there is none with the whole", () => {
    expect(homeOf(someMe)).toBe("worklist");
    expect(homeOf({ ...someMe, permissions: { enterprise: ["list"] } })).toBe("pipeline");
    expect(homeOf({ ...someMe, permissions: {} })).toBeUndefined();
  });
});
