import { describe, expect, it } from "vitest";
import { changesOf } from "@/features/enterprise/gap/suppose";
import { somePlan } from "@/shared/testing/gaps";

describe("changesOf", () => {
  it("is where the steps lead, with what has to be established at the bound that suffices", () => {
    expect(changesOf(somePlan)).toEqual({ core_ip: true, rnd_expense_y0: 500_000, headcount_y0: 30, st_staff_y0: 7 });
  });
});
