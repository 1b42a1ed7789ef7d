import { describe, expect, it } from "vitest";
import { ApiProblem } from "@/shared/api/problem";
import { candidatesIn, worthAsking } from "@/shared/firm/duplicates";

describe("worthAsking", () => {
  it("waits for a whole code or a name of some length", () => {
    expect(worthAsking({ uscc: "91411300", name: "南阳" })).toBeNull();
    expect(worthAsking({})).toBeNull();
    expect(worthAsking({ name: " 南阳卧龙光学 " })).toEqual({ uscc: "", name: "南阳卧龙光学", registration_no: "" });
    expect(worthAsking({ uscc: "91411300ma00000010", name: "南" })).toMatchObject({
      uscc: "91411300MA00000010",
      name: "",
    });
  });
});

describe("candidatesIn", () => {
  it("reads the firms that a refusal names, and none out of other refusals", () => {
    const named = { duplicates: [{ uscc: "X", name: "甲" }] };
    const known = (code: string, status = 409) => new ApiProblem({ status, code, detail: "", details: named });
    expect(candidatesIn(known("enterprise.may_be_known"))).toHaveLength(1);
    expect(candidatesIn(known("enterprise.known"))).toEqual([]);
    expect(candidatesIn(known("enterprise.may_be_known", 500))).toEqual([]);
    expect(candidatesIn(new Error("x"))).toEqual([]);
  });
});
