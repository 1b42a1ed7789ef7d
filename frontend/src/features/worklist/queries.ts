import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body } from "@/shared/api/client";

export const worklistOf = (query: Record<string, string>) =>
  queryOptions({
    queryKey: ["worklist", query],
    queryFn: () => body(api.GET("/api/v1/worklist", { params: { query } })),
    placeholderData: keepPreviousData,
  });
