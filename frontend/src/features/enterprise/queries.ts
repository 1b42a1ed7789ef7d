import { queryOptions } from "@tanstack/react-query";
import { api, body } from "@/shared/api/client";
import { isProblem } from "@/shared/api/problem";
import type { FirmChange, OverrideIn } from "@/shared/api/types";

export const enterpriseOf = (uscc: string) =>
  queryOptions({
    queryKey: ["enterprise", uscc],
    queryFn: () => body(api.GET("/api/v1/enterprises/{uscc}", { params: { path: { uscc } } })),
  });

export const assessmentsOf = (uscc: string, asOf: string) =>
  queryOptions({
    queryKey: ["assessments", uscc, asOf],
    queryFn: () =>
      body(api.GET("/api/v1/enterprises/{uscc}/assessments", { params: { path: { uscc }, query: { as_of: asOf } } })),
  });

export const likelihoodsOf = (uscc: string) =>
  queryOptions({
    queryKey: ["likelihoods", uscc],
    queryFn: () => body(api.GET("/api/v1/enterprises/{uscc}/likelihoods", { params: { path: { uscc } } })),
  });

export const factsOf = (uscc: string) =>
  queryOptions({
    queryKey: ["facts", uscc],
    queryFn: () => body(api.GET("/api/v1/enterprises/{uscc}/facts", { params: { path: { uscc } } })),
  });

/** What is missing of this firm and what waits for it; null before anything was assessed. */
export const completenessOf = (uscc: string) =>
  queryOptions({
    queryKey: ["firm-completeness", uscc],
    queryFn: async () => {
      try {
        return await body(api.GET("/api/v1/enterprises/{uscc}/completeness", { params: { path: { uscc } } }));
      } catch (error) {
        if (isProblem(error, 404)) return null;
        throw error;
      }
    },
  });

export function changeFirm(uscc: string, change: FirmChange) {
  return body(api.PATCH("/api/v1/enterprises/{uscc}", { params: { path: { uscc } }, body: change }));
}

export const likelihoodHistoryOf = (uscc: string, target: string) =>
  queryOptions({
    queryKey: ["likelihood-history", uscc, target],
    queryFn: () =>
      body(api.GET("/api/v1/enterprises/{uscc}/likelihoods/{target}/history", { params: { path: { uscc, target } } })),
  });

export const overrideLikelihood = (uscc: string, target: string, given: OverrideIn) =>
  body(
    api.POST("/api/v1/enterprises/{uscc}/likelihoods/{target}/overrides", {
      params: { path: { uscc, target } },
      body: given,
    }),
  );

export const confirmOverride = (uscc: string, target: string, number: number) =>
  body(
    api.POST("/api/v1/enterprises/{uscc}/likelihoods/{target}/overrides/{number}/confirm", {
      params: { path: { uscc, target, number } },
    }),
  );

export const endOverride = (uscc: string, target: string, number: number, note: string) =>
  body(
    api.POST("/api/v1/enterprises/{uscc}/likelihoods/{target}/overrides/{number}/end", {
      params: { path: { uscc, target, number } },
      body: { note },
    }),
  );
