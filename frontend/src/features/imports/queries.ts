import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body, download, send } from "@/shared/api/client";
import type { Import } from "@/shared/api/types";

export const importsOf = (query: Record<string, string>) =>
  queryOptions({
    queryKey: ["imports", query],
    queryFn: () => body(api.GET("/api/v1/imports", { params: { query } })),
    placeholderData: keepPreviousData,
  });

export const importOf = (number: number) =>
  queryOptions({
    queryKey: ["import", number],
    queryFn: () => body(api.GET("/api/v1/imports/{number}", { params: { path: { number } } })),
  });

export const rowsOf = (number: number, query: Record<string, string>) =>
  queryOptions({
    queryKey: ["import", number, "rows", query],
    queryFn: () => body(api.GET("/api/v1/imports/{number}/rows", { params: { path: { number }, query } })),
    placeholderData: keepPreviousData,
  });

export interface Upload {
  file: File;
  kind: Import["kind"];
  source: string;
  known_on: string;
  confirm_suspicions: boolean;
}

/** Upload a table and get its preview; nothing is changed by it. */
export async function upload(given: Upload): Promise<Import> {
  const form = new FormData();
  for (const [name, value] of Object.entries(given)) form.set(name, value instanceof File ? value : String(value));
  const response = await send("/api/v1/imports", { method: "POST", body: form });
  return (await response.json()) as Import;
}

export function commit(number: number): Promise<Import> {
  return body(api.POST("/api/v1/imports/{number}/commit", { params: { path: { number } } }));
}

export function discard(number: number): Promise<Import> {
  return body(api.DELETE("/api/v1/imports/{number}", { params: { path: { number } } }));
}

export function downloadRefused(number: number): Promise<void> {
  return download(`/api/v1/imports/${number}/refused.xlsx`, `refused-${number}.xlsx`);
}
