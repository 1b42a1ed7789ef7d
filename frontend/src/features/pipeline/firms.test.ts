import { describe, expect, it } from "vitest";
import { firmsAt } from "@/features/pipeline/firms";

describe("firmsAt", () => {
  it("opens the firms in business only, since those are counted", () => {
    expect(firmsAt({ region: "411303", tier: 2 })).toBe("/enterprises?region=411303&tier=2&status=operating,suspended");
    expect(firmsAt({ region: "", tier: 0 })).toBe("/enterprises?tier=0&status=operating,suspended");
  });
});
