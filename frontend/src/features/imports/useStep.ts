import { useMutation, useQueryClient } from "@tanstack/react-query";
import { importOf } from "@/features/imports/queries";
import type { Import } from "@/features/imports/types";

/** Something that moves an import on; what the server answers is how it stands now. */
export function useStep<Asked = void>(table: Import, step: (asked: Asked) => Promise<Import>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: step,
    onSuccess: async (now) => {
      // What was asked before the step would say that it was not taken.
      await client.cancelQueries({ queryKey: importOf(table.id).queryKey, exact: true });
      client.setQueryData(importOf(table.id).queryKey, now);
      void client.invalidateQueries({ queryKey: ["imports"] });
    },
  });
}
