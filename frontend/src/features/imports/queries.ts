import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { isRunning } from "@/features/imports/states";
import type { Import, Kind, MappingAsked, RowChange } from "@/features/imports/types";
import { api, body, download, send } from "@/shared/api/client";

const POLL_MS = 1000;
const DAY = 24 * 60 * 60_000;

const at = (number: number) => ({ params: { path: { number } } });

export const importsOf = (query: Record<string, string>) =>
  queryOptions({
    queryKey: ["imports", query],
    queryFn: () => body(api.GET("/api/v1/imports", { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.results.some((row) => isRunning(row.state)) ? 2 * POLL_MS : false),
  });

/** One import; while a job works on it, asked again every second. */
export const importOf = (number: number) =>
  queryOptions({
    queryKey: ["import", number],
    queryFn: () => body(api.GET("/api/v1/imports/{number}", at(number))),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data.state) ? POLL_MS : false),
  });

export const rowsOf = (number: number, query: Record<string, string>) =>
  queryOptions({
    queryKey: ["import", number, "rows", query],
    queryFn: () => body(api.GET("/api/v1/imports/{number}/rows", { params: { path: { number }, query } })),
    placeholderData: keepPreviousData,
  });

/** The row at a place of the file, for whoever comes by a link. */
export const rowAt = (number: number, place: { sheet: string; number: string } | null) =>
  rowsOf(number, { ...(place?.sheet ? { sheet: place.sheet } : {}), number: place?.number ?? "" });

export const candidatesOf = (number: number, row: number) =>
  queryOptions({
    queryKey: ["import", number, "candidates", row],
    queryFn: () =>
      body(api.GET("/api/v1/imports/{number}/rows/{row}/candidates", { params: { path: { number, row } } })),
  });

export const firmsNamed = (search: string) =>
  queryOptions({
    queryKey: ["enterprises", "named", search],
    queryFn: async () =>
      (await body(api.GET("/api/v1/enterprises", { params: { query: { search, page_size: 10 } } }))).results,
  });

export const undoPlanOf = (number: number) =>
  queryOptions({
    queryKey: ["import", number, "undo"],
    queryFn: () => body(api.GET("/api/v1/imports/{number}/undo", at(number))),
    staleTime: 0,
    gcTime: 0,
  });

export const kindsQuery = queryOptions({
  queryKey: ["import-kinds"],
  queryFn: () => body(api.GET("/api/v1/import-kinds")),
  staleTime: DAY,
});

export const sourcesQuery = queryOptions({
  queryKey: ["sources"],
  queryFn: async () => (await body(api.GET("/api/v1/sources"))).sources,
});

export const savedMappingsOf = (query: Record<string, string>) =>
  queryOptions({
    queryKey: ["import-mappings", query],
    queryFn: () => body(api.GET("/api/v1/import-mappings", { params: { query } })),
    placeholderData: keepPreviousData,
  });

export interface Upload {
  file: File;
  kind: Kind;
  source: string;
  known_on: string;
  saved_mapping: number | null;
  fixed: Record<string, string>;
}

/** Send a table; a job reads it, and nothing is changed by it. */
export async function upload({ file, saved_mapping, fixed, ...rest }: Upload): Promise<Import> {
  const form = new FormData();
  for (const [name, value] of Object.entries(rest)) form.set(name, value);
  if (saved_mapping !== null) form.set("saved_mapping", String(saved_mapping));
  if (Object.keys(fixed).length > 0) form.set("fixed", JSON.stringify(fixed));
  form.set("file", file);
  const response = await send("/api/v1/imports", { method: "POST", body: form });
  return (await response.json()) as Import;
}

export const putMapping = (number: number, asked: MappingAsked) =>
  body(api.PUT("/api/v1/imports/{number}/mapping", { ...at(number), body: asked }));

export const saveMapping = (number: number, name: string) =>
  body(api.POST("/api/v1/imports/{number}/mapping/save", { ...at(number), body: { name } }));

export const changeRow = (number: number, row: number, change: RowChange) =>
  body(api.PATCH("/api/v1/imports/{number}/rows/{row}", { params: { path: { number, row } }, body: change }));

export const confirmAll = (number: number, code: string) =>
  body(api.POST("/api/v1/imports/{number}/decisions", { ...at(number), body: { code, confirm: true } }));

export const commit = (number: number, good_rows_only: boolean) =>
  body(api.POST("/api/v1/imports/{number}/commit", { ...at(number), body: { good_rows_only } }));

export const cancel = (number: number) => body(api.POST("/api/v1/imports/{number}/cancel", at(number)));

export const undo = (number: number) => body(api.POST("/api/v1/imports/{number}/undo", at(number)));

export const discard = (number: number) => body(api.DELETE("/api/v1/imports/{number}", at(number)));

export const renameMapping = ({ id, name }: { id: number; name: string }) =>
  body(api.PUT("/api/v1/import-mappings/{number}", { ...at(id), body: { name } }));

export const deleteMapping = (id: number) => body(api.DELETE("/api/v1/import-mappings/{number}", at(id)));

export const downloadProblems = (number: number) =>
  download(`/api/v1/imports/${number}/refused.xlsx`, `refused-${number}.xlsx`);
export const downloadFile = (number: number, name: string) => download(`/api/v1/imports/${number}/file`, name);
export const downloadTemplate = (kind: string) =>
  download(`/api/v1/import-kinds/${kind}/template.xlsx`, `${kind}.xlsx`);
