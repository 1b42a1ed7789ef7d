import { describe, expect, it } from "vitest";
import { exportAddress } from "@/features/enterprises/queries";

describe("exportAddress", () => {
  it("exports what the list shows, all pages of it", () => {
    expect(exportAddress({ tier: "2", ordering: "-revenue", cursor: "abc", page_size: "20" }, "xlsx")).toBe(
      "/api/v1/enterprises/export?tier=2&ordering=-revenue&format=xlsx",
    );
  });
});
