import { useMemo } from "react";
import { useSearchParams } from "react-router";
import {
  type Changes,
  readChanges,
  type Supposed,
  withChange,
  writeChanges,
} from "@/features/enterprise/whatIf/changes";

/** What is supposed, kept in the address: a plan opens as a link, and a reload loses nothing. */
export function useChanges() {
  const [params, setParams] = useSearchParams();
  const text = params.get("set");
  const changes = useMemo(() => readChanges(text), [text]);
  const put = (next: (now: Changes) => Changes) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        const written = writeChanges(next(readChanges(before.get("set"))));
        if (written) after.set("set", written);
        else after.delete("set");
        return after;
      },
      { replace: true },
    );
  const reset = () =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        after.delete("set");
        after.delete("on");
        return after;
      },
      { replace: true },
    );
  return {
    changes,
    /** The day that is meant, where it is a later one than the as-of day; a plan says which. */
    on: params.get("on") ?? "",
    change: (name: string, value: Supposed | undefined) => put((now) => withChange(now, name, value)),
    reset,
  };
}
