import { describe, expect, it } from "vitest";
import { rowsOf } from "@/features/rulebooks/ScoreTable";
import type { Sheet } from "@/shared/api/types";

const item = (id: string) => ({
  id,
  title: { zh: id, en: id },
  article: "",
  confidence: "solid" as const,
  note: null,
  max: 8,
  bonus: false,
});
const sheet: Sheet = {
  max: 100,
  parts: [
    { id: "ip", title: { zh: "知识产权", en: "IP" }, max: 30, items: [item("a"), item("b")] },
    { id: "growth", title: { zh: "成长性", en: "Growth" }, max: 20, items: [item("c")] },
  ],
};

describe("rowsOf", () => {
  it("joins the items of a part under one cell", () => {
    expect(rowsOf(sheet).map(({ key, span }) => [key, span])).toEqual([
      ["a", 2],
      ["b", 0],
      ["c", 1],
    ]);
  });
});
