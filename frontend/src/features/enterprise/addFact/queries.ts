import { queryOptions } from "@tanstack/react-query";
import { api, body } from "@/shared/api/client";
import type { BatchIn, Import } from "@/shared/api/types";

export const importKindsQuery = queryOptions({
  queryKey: ["import-kinds"],
  queryFn: () => body(api.GET("/api/v1/import-kinds")),
  staleTime: 24 * 60 * 60_000,
});

/** What somebody writes down here comes from nobody else. */
export const BY_HAND = "手工录入";

const WORKING: readonly Import["state"][] = ["received", "reading", "committing", "undoing"];
const LOOK_AGAIN_MS = 700;

/** Whether the server is still at work on an import. */
export function isWorking({ state }: Pick<Import, "state">): boolean {
  return WORKING.includes(state);
}

/** An import as it stands, looked at again as long as the server works on it. */
export const entryOf = (number: number) =>
  queryOptions({
    queryKey: ["entry", number],
    queryFn: () => body(api.GET("/api/v1/imports/{number}", { params: { path: { number } } })),
    refetchInterval: ({ state }) => (state.data && isWorking(state.data) ? LOOK_AGAIN_MS : false),
    staleTime: 0,
  });

export const entryRowOf = (number: number) =>
  queryOptions({
    queryKey: ["entry-row", number],
    queryFn: async () =>
      (await body(api.GET("/api/v1/imports/{number}/rows", { params: { path: { number } } }))).results[0] ?? null,
    staleTime: 0,
  });

export function enter(batch: BatchIn) {
  return body(api.POST("/api/v1/imports/batch", { body: batch }));
}

/** Take what held the row as right, and write it. */
export async function confirmAndCommit(number: number, row: number, codes: string[]) {
  if (codes.length > 0) {
    await body(
      api.PATCH("/api/v1/imports/{number}/rows/{row}", { params: { path: { number, row } }, body: { confirm: codes } }),
    );
  }
  return body(
    api.POST("/api/v1/imports/{number}/commit", { params: { path: { number } }, body: { good_rows_only: false } }),
  );
}

/** Forget an entry that was refused: the corrected one is another. */
export function discardEntry(number: number) {
  return api.DELETE("/api/v1/imports/{number}", { params: { path: { number } } });
}
