import { describe, expect, it, vi } from "vitest";
import { moves } from "@/shared/motion";

describe("moves", () => {
  it.each([
    ["(prefers-reduced-motion: reduce)", false],
    ["(prefers-color-scheme: dark)", true],
  ])("where the system answers yes to %s: %s", (asked, moving) => {
    vi.stubGlobal("matchMedia", (media: string) => ({ matches: media === asked }));
    expect(moves()).toBe(moving);
  });
});
