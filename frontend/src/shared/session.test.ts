import { describe, expect, it } from "vitest";
import { can, safeReturn } from "@/shared/session";
import { someMe } from "@/shared/testing/fixtures";

describe("safeReturn", () => {
  it("returns to a path of this app", () => {
    expect(safeReturn("/enterprises?tier=2")).toBe("/enterprises?tier=2");
  });

  it.each([null, "", "https://evil.example", "//evil.example", "javascript:alert(1)", "/login?next=/login"])(
    "does not follow %s",
    (path) => {
      expect(safeReturn(path)).toBe("/");
    },
  );
});

describe("can", () => {
  it("says what the matrix grants, and no more", () => {
    const me = { ...someMe, permissions: { enterprise: ["list"] } };
    expect(can(me, "enterprise", "list")).toBe(true);
    expect(can(me, "enterprise", "export")).toBe(false);
    expect(can(me, "import_job", "create")).toBe(false);
  });
});
