import { describe, expect, it } from "vitest";
import { wanOfYuan, yuanOfWan } from "@/shared/wan";

describe("yuanOfWan", () => {
  it.each([
    ["500", "5000000.00"],
    ["1,234.5678", "12345678.00"],
    ["0.000001", "0.01"],
    ["-3", "-30000.00"],
    ["99999999999999", "999999999999990000.00"], // beyond what a float holds
  ])("reads %s 万元 as %s yuan", (typed, yuan) => {
    expect(yuanOfWan(typed)).toBe(yuan);
  });

  it.each(["", "abc", "1.2.3", "0.0000001", "5万"])("takes %s for no amount", (typed) => {
    expect(yuanOfWan(typed)).toBeNull();
  });
});

describe("wanOfYuan", () => {
  it.each([
    ["5000000.00", "500"],
    ["12345678.90", "1234.56789"],
    ["0.00", "0"],
    [null, ""],
  ])("writes %s as one would type it: %s", (yuan, typed) => {
    expect(wanOfYuan(yuan)).toBe(typed);
  });

  it("gives back what yuanOfWan made", () => {
    expect(yuanOfWan(wanOfYuan("123456789012345.67"))).toBe("123456789012345.67");
  });
});
