import { queryOptions } from "@tanstack/react-query";
import { api, body } from "@/shared/api/client";
import type { FactAddress } from "@/shared/factAddress";
import type { SourceChoiceIn } from "@/shared/api/types";

/** What each source says of this firm, the statement that counts first. */
export const sourcesOf = (uscc: string) =>
  queryOptions({
    queryKey: ["sources", uscc],
    queryFn: () => body(api.GET("/api/v1/enterprises/{uscc}/sources", { params: { path: { uscc } } })),
  });

/** Where one value on record comes from, down to the cell. */
export const provenanceOf = ({ table, field, id }: Required<Pick<FactAddress, "table" | "field" | "id">>) =>
  queryOptions({
    queryKey: ["provenance", table, id, field],
    queryFn: () =>
      body(
        api.GET("/api/v1/facts/{table}/{number}/provenance", {
          params: { path: { table, number: id }, query: { field } },
        }),
      ),
  });

export function chooseSource(uscc: string, choice: SourceChoiceIn) {
  return body(api.POST("/api/v1/enterprises/{uscc}/source-choices", { params: { path: { uscc } }, body: choice }));
}

export function takeChoiceBack(uscc: string, number: number) {
  return body(api.DELETE("/api/v1/enterprises/{uscc}/source-choices/{number}", { params: { path: { uscc, number } } }));
}
