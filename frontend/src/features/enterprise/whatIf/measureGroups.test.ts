import { describe, expect, it } from "vitest";
import { sections } from "@/features/enterprise/whatIf/measureGroups";
import { someMeasures } from "@/shared/testing/whatIf";

const names = (asked: { search?: string; programme?: string }) =>
  sections(someMeasures, { search: "", programme: "", ...asked }).flatMap(({ lines }) => lines.map(({ key }) => key));

describe("sections", () => {
  it("puts the years of one figure in one line, the newest first", () => {
    const [years] = sections(someMeasures, { search: "", programme: "" });
    expect(years?.lines[0]?.measures.map(({ name }) => name)).toEqual(["st_staff_y0", "st_staff_y1"]);
  });

  it("finds by either name, and leaves out what no rulebook reads", () => {
    expect(names({})).toEqual(["st_staff", "core_ip"]);
    expect(names({ search: "知识产权" })).toEqual(["core_ip"]);
    expect(names({ search: "S&T" })).toEqual(["st_staff"]);
    expect(names({ programme: "tech_sme" })).toEqual(["st_staff"]);
  });
});
