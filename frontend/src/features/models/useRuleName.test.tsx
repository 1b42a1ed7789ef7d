import { renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { useRuleName } from "@/features/models/useRuleName";

it.each([
  ["calibrated", "概率校准"],
  ["county_shift", "各县区预测与实际相符"],
  ["log_loss_better_beyond_noise_than_rulebook", "预测优于规则单项"],
  ["average_precision_not_worse_beyond_noise_than_rulebook", "排序不差于规则单项"],
  ["log_loss_not_worse_beyond_noise_than_logistic", "预测不差于逻辑回归"],
  ["something_new", "something_new"],
])("names the condition %s", (rule, name) => {
  const { result } = renderHook(() => useRuleName());
  expect(result.current(rule)).toBe(name);
});
