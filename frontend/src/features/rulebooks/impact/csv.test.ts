import { expect, it } from "vitest";
import { csvOf } from "@/features/rulebooks/impact/csv";

it("opens in a spreadsheet as what it is: quoted, marked as UTF-8, and no cell a formula", () => {
  expect(
    csvOf([
      ["企业", '“甲”,"乙"'],
      ["=1+1", "-"],
    ]),
  ).toBe('\uFEFF"企业","“甲”,""乙"""\r\n"\'=1+1","\'-"\r\n');
});
