import { useQueryClient } from "@tanstack/react-query";
import { putMapping } from "@/features/imports/queries";
import type { Import, MappingAsked } from "@/features/imports/types";
import { useStep } from "@/features/imports/useStep";

/** Have the table read again under another mapping: a job does it, and rows of the old reading are forgotten. */
export function useRemap(table: Import) {
  const client = useQueryClient();
  return useStep(table, async (asked: MappingAsked) => {
    const now = await putMapping(table.id, asked);
    client.removeQueries({ queryKey: ["import", table.id, "rows"] });
    return now;
  });
}
