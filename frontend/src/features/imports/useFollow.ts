import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { importOf } from "@/features/imports/queries";
import { isRunning } from "@/features/imports/states";

const KEPT = new Set<unknown>(["me", "import", "import-kinds", "regions", "industries"]);

/** One import, followed while a job works on it; when the job ends, what was read before is forgotten. */
export function useFollow(number: number) {
  const client = useQueryClient();
  const asked = useQuery(importOf(number));
  const state = asked.data?.state;
  const before = useRef(state);
  useEffect(() => {
    const was = before.current;
    before.current = state;
    if (!was || !state || !isRunning(was) || isRunning(state)) return;
    client.removeQueries({ queryKey: ["import", number, "rows"], type: "inactive" });
    void client.invalidateQueries({ queryKey: ["import", number, "rows"] });
    if (was === "committing" || was === "undoing") {
      client.removeQueries({ predicate: ({ queryKey }) => !KEPT.has(queryKey[0]), type: "inactive" });
    }
  }, [client, number, state]);
  return asked;
}
