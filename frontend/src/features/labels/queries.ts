import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { components } from "@/api/schema";
import { api, body } from "@/shared/api/client";

export type Label = components["schemas"]["TrainingLabel"];
export type LabelIn = components["schemas"]["TrainingLabelInRequest"];
export const OUTCOMES = ["reached", "not_reached", "leave_out"] as const satisfies readonly Label["outcome"][];
export const STATES = ["proposed", "approved", "refused", "withdrawn"] as const satisfies readonly Label["state"][];

export const labelsOf = (query: Record<string, string>) =>
  queryOptions({
    queryKey: ["training-labels", query],
    queryFn: () => body(api.GET("/api/v1/training-labels", { params: { query } })),
    placeholderData: keepPreviousData,
  });

export const stateLabel = (given: LabelIn) => body(api.POST("/api/v1/training-labels", { body: given }));

const at = (number: number) => ({ params: { path: { number } } });

export const approveLabel = (number: number, note: string) =>
  body(api.POST("/api/v1/training-labels/{number}/approve", { ...at(number), body: { note } }));

export const refuseLabel = (number: number, note: string) =>
  body(api.POST("/api/v1/training-labels/{number}/refuse", { ...at(number), body: { note } }));

export const withdrawLabel = (number: number) =>
  body(api.POST("/api/v1/training-labels/{number}/withdraw", at(number)));
