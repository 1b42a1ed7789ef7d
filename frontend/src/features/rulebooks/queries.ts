import { queryOptions } from "@tanstack/react-query";
import { api, body } from "@/shared/api/client";

export const rulebooks = queryOptions({
  queryKey: ["rulebooks"],
  queryFn: () => body(api.GET("/api/v1/rulebooks")),
});

export const rulebookOf = (programme: string, version: string) =>
  queryOptions({
    queryKey: ["rulebook", programme, version],
    queryFn: () =>
      body(api.GET("/api/v1/rulebooks/{programme}/{version}", { params: { path: { programme, version } } })),
  });
