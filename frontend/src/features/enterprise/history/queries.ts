import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, body } from "@/shared/api/client";
import { cursorOf } from "@/shared/urlState";

/** How the verdicts on this firm changed, the newest first; read on as far as somebody asks. */
export const verdictChangesOf = (uscc: string, programme: string) =>
  infiniteQueryOptions({
    queryKey: ["verdict-changes", uscc, programme],
    queryFn: ({ pageParam }) =>
      body(
        api.GET("/api/v1/enterprises/{uscc}/verdict-changes", {
          params: {
            path: { uscc },
            query: { ...(programme ? { programme } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
          },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ next }) => cursorOf(next),
  });

/** The records issued for this firm, the newest first. */
export const recordsOf = (uscc: string) =>
  infiniteQueryOptions({
    queryKey: ["assessment-records", uscc],
    queryFn: ({ pageParam }) =>
      body(
        api.GET("/api/v1/enterprises/{uscc}/assessment-records", {
          params: { path: { uscc }, query: pageParam ? { cursor: pageParam } : {} },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ next }) => cursorOf(next),
  });

export const recordOf = (number: string) =>
  queryOptions({
    queryKey: ["assessment-record", number],
    queryFn: () => body(api.GET("/api/v1/assessment-records/{number}", { params: { path: { number } } })),
    staleTime: Infinity, // what was issued never changes
  });

export function issueRecord(uscc: string, asked: { programme: string; as_of: string; purpose: string }) {
  return body(api.POST("/api/v1/enterprises/{uscc}/assessment-records", { params: { path: { uscc } }, body: asked }));
}

export function verifyRecord(number: string) {
  return body(api.POST("/api/v1/assessment-records/{number}/verify", { params: { path: { number } } }));
}
