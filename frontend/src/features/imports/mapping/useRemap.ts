import { useMutation, useQueryClient } from "@tanstack/react-query";
import { importOf, putMapping } from "@/features/imports/queries";
import type { Import, MappingAsked } from "@/features/imports/types";

/** Have the table read again under another mapping: a job does it, and rows of the old reading are forgotten. */
export function useRemap(table: Import) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: MappingAsked) => putMapping(table.id, asked),
    onSuccess: (now) => {
      client.removeQueries({ queryKey: ["import", table.id, "rows"] });
      client.setQueryData(importOf(table.id).queryKey, now);
    },
  });
}
