import { describe, expect, it } from "vitest";
import { someVersion } from "@/features/rulebooks/fixtures";
import { grouped, groupOf, pairOf } from "@/features/rulebooks/overview/groups";

const old = { ...someVersion, version: "2008", effective_from: "2008-01-01" };
const sme = { ...someVersion, programme: "tech_sme", tier: 1 };
const giant = { ...someVersion, programme: "little_giant", tier: null };

describe("groupOf", () => {
  it("puts whatever gives a tier on the path, and the rest where its kind belongs", () => {
    expect(groupOf(someVersion)).toBe("path");
    expect(groupOf(giant)).toBe("ladder");
    expect(groupOf({ tier: null, kind: "subsidy" })).toBe("finance");
    expect(groupOf({ tier: null, kind: "project" })).toBe("other");
  });
});

describe("grouped", () => {
  it("orders by tier, newest version first, and joins the versions of a programme", () => {
    const [[group, rows] = [], [second] = []] = grouped([giant, old, someVersion, sme]);
    expect(group).toBe("path");
    expect(rows?.map(({ version, span }) => [version.programme, version.version, span])).toEqual([
      ["tech_sme", "2016", 1],
      ["hnte", "2016", 2],
      ["hnte", "2008", 0],
    ]);
    expect(second).toBe("ladder");
  });
});

describe("pairOf", () => {
  it("puts the older version on the left, whatever was ticked first", () => {
    expect(pairOf([someVersion, old])).toEqual(["hnte@2008", "hnte@2016"]);
    expect(pairOf([someVersion])).toBeNull();
  });
});
