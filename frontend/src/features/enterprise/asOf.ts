import { useSearchParams } from "react-router";
import { useMe } from "@/shared/session";

/** What stays in the address of a firm's page when another of its tabs is opened. */
export const KEPT = ["as_of", "programme", "set", "on"] as const;

/** The day as of which the firm is looked at, kept in the address; today unless said. */
export function useAsOf() {
  const { today } = useMe();
  const [params, setParams] = useSearchParams();
  const asked = params.get("as_of") ?? "";
  const asOf = /^\d{4}-\d{2}-\d{2}$/.test(asked) && asked < today ? asked : today;
  const change = (day: string) =>
    setParams((before) => {
      const after = new URLSearchParams(before);
      if (day && day < today) after.set("as_of", day);
      else after.delete("as_of");
      return after;
    });
  return { asOf, isToday: asOf === today, today, change };
}

/** The address of a tab: what speaks of the firm as a whole comes along, what was one tab's own stays behind. */
export function tabAddress(before: URLSearchParams, tab: string): URLSearchParams {
  const after = new URLSearchParams({ tab });
  for (const name of KEPT) {
    const value = before.get(name);
    if (value) after.set(name, value);
  }
  return after;
}
