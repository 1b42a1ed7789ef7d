import { describe, expect, it } from "vitest";
import { groupOf, inGroups } from "@/shared/programmes";

describe("groupOf", () => {
  it.each([
    ["recognition", 2, "path"],
    ["recognition", null, "ladder"],
    ["standard", null, "standards"],
    ["tax", null, "other"],
    ["platform", null, "other"],
  ])("puts a %s of tier %s under %s", (kind, tier, group) => {
    expect(groupOf({ kind, tier })).toBe(group);
  });
});

describe("inGroups", () => {
  const of = (...codes: string[]) => codes.map((code) => ({ programme: { code } }));
  const kinds = [
    { code: "hnte", kind: "recognition", tier: 2 },
    { code: "tech_sme", kind: "recognition", tier: 1 },
    { code: "little_giant", kind: "recognition", tier: null },
    { code: "srdi_sme", kind: "recognition", tier: null },
  ];

  it("follows the tiers of the path and the steps of the ladder; what nobody told of is among the others", () => {
    const groups = inGroups(of("hnte", "little_giant", "unheard_of", "srdi_sme", "tech_sme"), kinds);
    expect(groups.map(({ group, members }) => [group, ...members.map(({ programme }) => programme.code)])).toEqual([
      ["path", "tech_sme", "hnte"],
      ["ladder", "srdi_sme", "little_giant"],
      ["other", "unheard_of"],
    ]);
  });
});
