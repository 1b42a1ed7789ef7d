import { describe, expect, it } from "vitest";
import { isRunning, placeOf, STATES } from "@/features/imports/states";

describe("states", () => {
  it("runs exactly where a job has the import in hand", () => {
    expect(STATES.filter(isRunning)).toEqual(["received", "reading", "committing", "undoing"]);
  });

  it("goes forward from upload to writing", () => {
    const way = (["received", "unclear", "previewed", "committing", "committed"] as const).map(placeOf);
    expect(way.map(({ current }) => current)).toEqual([1, 1, 2, 3, 4]);
    expect(placeOf("failed").status).toBe("error");
  });
});
