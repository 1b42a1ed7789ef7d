import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body } from "@/shared/api/client";
import type { MergeIn } from "@/shared/api/types";

export const pairsOf = (query: Record<string, string>) =>
  queryOptions({
    queryKey: ["duplicates", query],
    queryFn: () => body(api.GET("/api/v1/duplicates", { params: { query } })),
    placeholderData: keepPreviousData,
  });

export const pairOf = (id: number) =>
  queryOptions({
    queryKey: ["duplicate", id],
    queryFn: () => body(api.GET("/api/v1/duplicates/{number}", { params: { path: { number: id } } })),
  });

export function dismiss(id: number, note: string) {
  return body(api.POST("/api/v1/duplicates/{number}/dismiss", { params: { path: { number: id } }, body: { note } }));
}

/** What merging `merge` into `keep` would do; changes nothing. */
export const mergePlanOf = (keep: string, merge: string) =>
  queryOptions({
    queryKey: ["merge-plan", keep, merge],
    queryFn: () => body(api.GET("/api/v1/merges/plan", { params: { query: { keep, merge } } })),
    staleTime: 0, // what is decided on must be what is there now
  });

export function merge(asked: MergeIn) {
  return body(api.POST("/api/v1/merges", { body: asked }));
}

export const mergesOf = (query: Record<string, string>) =>
  queryOptions({
    queryKey: ["merges", query],
    queryFn: () => body(api.GET("/api/v1/merges", { params: { query } })),
    placeholderData: keepPreviousData,
  });

export function undoMerge(id: number) {
  return body(api.POST("/api/v1/merges/{number}/undo", { params: { path: { number: id } } }));
}
