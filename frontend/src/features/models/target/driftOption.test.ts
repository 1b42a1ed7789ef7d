import { describe, expect, it } from "vitest";
import { driftOption } from "@/features/models/target/driftOption";
import { someWatch } from "@/shared/testing/models";

const later = { ...someWatch, as_of: "2026-11-21", score_psi: 0.4 };
const unknown = { ...someWatch, as_of: "2026-11-22", score_psi: null };

describe("driftOption", () => {
  it("runs from the oldest day to the newest, with a gap where nothing was measured", () => {
    const option = driftOption([unknown, later, someWatch]);
    expect((option["xAxis"] as { data: string[] }).data).toEqual(["2026-11-20", "2026-11-21", "2026-11-22"]);
    expect((option["series"] as [{ data: unknown[] }])[0].data).toEqual([0.04, 0.4, null]);
  });

  it.each([
    ["calm", [someWatch], 0.3],
    ["far off", [later], 0.44],
  ])("keeps the marks in sight when all is %s", (_, watches, top) => {
    expect((driftOption(watches)["yAxis"] as { max: number }).max).toBeCloseTo(top, 9);
  });
});
