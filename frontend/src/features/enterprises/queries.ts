import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body, download } from "@/shared/api/client";
import type { NewFirmIn } from "@/shared/api/types";

export const enterprisesOf = (query: Record<string, string>) =>
  queryOptions({
    queryKey: ["enterprises", query],
    queryFn: () => body(api.GET("/api/v1/enterprises", { params: { query } })),
    placeholderData: keepPreviousData,
  });

/** The same filters and order as the list, as a file; pages do not matter to it. */
export function exportAddress(query: Record<string, string>, format: "csv" | "xlsx"): string {
  const wanted = new URLSearchParams(query);
  wanted.delete("cursor");
  wanted.delete("page_size");
  wanted.set("format", format);
  return `/api/v1/enterprises/export?${wanted.toString()}`;
}

export function exportEnterprises(query: Record<string, string>, format: "csv" | "xlsx"): Promise<void> {
  return download(exportAddress(query, format), `enterprises.${format}`);
}

export function createFirm(firm: NewFirmIn) {
  return body(api.POST("/api/v1/enterprises", { body: firm }));
}
