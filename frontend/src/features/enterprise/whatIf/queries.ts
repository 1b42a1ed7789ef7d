import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Changes } from "@/features/enterprise/whatIf/changes";
import { api, body } from "@/shared/api/client";

/** Every fact that rulebooks read of this firm, with its value as of the day. */
export const measuresOf = (uscc: string, asOf: string, on: string) =>
  queryOptions({
    queryKey: ["measures", uscc, asOf, on],
    queryFn: () =>
      body(api.GET("/api/v1/enterprises/{uscc}/measures", { params: { path: { uscc }, query: { as_of: asOf, on } } })),
  });

/** What all rulebooks would say under these changes. Nothing is stored, so it may be asked again at will. */
export const whatIfOf = (uscc: string, asOf: string, on: string, changes: Changes) =>
  queryOptions({
    queryKey: ["what-if", uscc, asOf, on, changes],
    queryFn: () =>
      body(
        api.POST("/api/v1/enterprises/{uscc}/what-if", {
          params: { path: { uscc } },
          body: { as_of: asOf, on, changes: { ...changes } },
        }),
      ),
    placeholderData: keepPreviousData,
    retry: false,
  });
