import { queryOptions } from "@tanstack/react-query";
import { api, body } from "@/shared/api/client";

/** What would have to change for the firm to meet the programme's rulebook, the cheapest way first. */
export const gapPlanOf = (uscc: string, programme: string, asOf: string) =>
  queryOptions({
    queryKey: ["gap-plan", uscc, programme, asOf],
    queryFn: () =>
      body(
        api.GET("/api/v1/enterprises/{uscc}/gap-plans/{programme}", {
          params: { path: { uscc, programme }, query: { as_of: asOf } },
        }),
      ),
    staleTime: 5 * 60_000,
  });
