import type { Assessment } from "@/shared/api/types";

/** The titles of the criteria that stand against a verdict: unmet ones, and of an open one those not known. */
export function against({ verdict, criteria }: Pick<Assessment, "verdict" | "criteria">) {
  const wanted = verdict === "unmet" ? "unmet" : "unknown";
  return verdict === "met" ? [] : criteria.filter(({ status }) => status === wanted).map(({ title }) => title);
}

/** The size class that a firm surely is of; undefined where the rulebook has none or it is not known. */
export function classOf(of: Pick<Assessment, "class" | "classes">) {
  return of.classes.find(({ id }) => id === of.class);
}
