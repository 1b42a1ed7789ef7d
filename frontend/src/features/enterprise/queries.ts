import { queryOptions } from "@tanstack/react-query";
import { api, body } from "@/shared/api/client";

export const enterpriseOf = (uscc: string) =>
  queryOptions({
    queryKey: ["enterprise", uscc],
    queryFn: () => body(api.GET("/api/v1/enterprises/{uscc}", { params: { path: { uscc } } })),
  });

export const assessmentsOf = (uscc: string) =>
  queryOptions({
    queryKey: ["assessments", uscc],
    queryFn: () => body(api.GET("/api/v1/enterprises/{uscc}/assessments", { params: { path: { uscc } } })),
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
