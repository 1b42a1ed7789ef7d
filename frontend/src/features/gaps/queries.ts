import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body } from "@/shared/api/client";

export const gapsOf = (query: Record<string, string>) =>
  queryOptions({
    queryKey: ["gaps", query],
    queryFn: () => body(api.GET("/api/v1/gaps", { params: { query } })),
    placeholderData: keepPreviousData,
  });

const FOLLOW_MS = 2_000;

/** How far the computing of all plans has come; looked at again while it runs. */
export const gapRunQuery = queryOptions({
  queryKey: ["gap-run"],
  queryFn: () => body(api.GET("/api/v1/gaps/run")),
  staleTime: 0,
  refetchInterval: ({ state: { data } }) => (data && isRunning(data.state) ? FOLLOW_MS : false),
});

export function isRunning(state: string): boolean {
  return state === "running" || state === "queued";
}

export function runGaps() {
  return body(api.POST("/api/v1/gaps/run"));
}
