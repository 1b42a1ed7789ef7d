import { queryOptions } from "@tanstack/react-query";
import type { LeverChange } from "@/features/levers/types";
import { api, body } from "@/shared/api/client";

export const leversQuery = queryOptions({
  queryKey: ["levers"],
  queryFn: () => body(api.GET("/api/v1/levers")),
});

export const changeLever = (code: string, { effort, ...rest }: LeverChange) =>
  body(
    api.PATCH("/api/v1/levers/{code}", {
      params: { path: { code } },
      body: { ...rest, ...(effort === undefined ? {} : { effort: String(effort) }) },
    }),
  );
