import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body, download } from "@/shared/api/client";

export const worklistOf = (query: Record<string, string>) =>
  queryOptions({
    queryKey: ["completeness", query],
    queryFn: () => body(api.GET("/api/v1/completeness", { params: { query } })),
    placeholderData: keepPreviousData,
  });

export const summaryQuery = queryOptions({
  queryKey: ["completeness-summary"],
  queryFn: () => body(api.GET("/api/v1/completeness/summary")),
});

export const SHEET_KINDS = ["financial_years", "enterprises"] as const;
export type SheetKind = (typeof SHEET_KINDS)[number];

/** The table to be filled in: firms and what is on record, blank where something is missing. */
export function sheetAddress(kind: SheetKind, of: { region?: string; uscc?: string }): string {
  const asked = Object.entries({ kind, ...of }).filter(([, value]) => value);
  return `/api/v1/completeness/sheet.xlsx?${new URLSearchParams(asked).toString()}`;
}

export function takeSheet(kind: SheetKind, of: { region?: string; uscc?: string }): Promise<void> {
  return download(sheetAddress(kind, of), `${kind}.xlsx`);
}
