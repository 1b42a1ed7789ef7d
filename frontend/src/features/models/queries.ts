import { queryOptions } from "@tanstack/react-query";
import type { Training } from "@/features/models/types";
import { api, body } from "@/shared/api/client";

const POLL_MS = 1500;

/** Whether a job works on a training, or one is waited for. */
export function isUnderWay(training: Training | null | undefined): boolean {
  return training != null && (training.state === "queued" || training.state === "running") && !training.stalled;
}

/** All targets, followed while one of them is trained. */
export const modelsQuery = queryOptions({
  queryKey: ["models"],
  queryFn: () => body(api.GET("/api/v1/models")),
  refetchInterval: ({ state }) => (state.data?.some(({ training }) => isUnderWay(training)) ? POLL_MS : false),
});

export const targetOf = (target: string) =>
  queryOptions({
    queryKey: ["models", target],
    queryFn: () => body(api.GET("/api/v1/models/{target}", { params: { path: { target } } })),
    refetchInterval: ({ state }) => (isUnderWay(state.data?.trainings[0]) ? POLL_MS : false),
  });

export const modelOf = (target: string, version: string) =>
  queryOptions({
    queryKey: ["models", target, version],
    queryFn: () => body(api.GET("/api/v1/models/{target}/{version}", { params: { path: { target, version } } })),
  });

export const train = (target: string) =>
  body(api.POST("/api/v1/models/{target}/train", { params: { path: { target } } }));

export const promote = (target: string, version: string, note: string, signed_for: string[]) =>
  body(
    api.POST("/api/v1/models/{target}/{version}/promote", {
      params: { path: { target, version } },
      body: { note, signed_for },
    }),
  );

export const rollBack = (target: string, note: string) =>
  body(api.POST("/api/v1/models/{target}/roll-back", { params: { path: { target } }, body: { note } }));

export const retire = (target: string, note: string) =>
  body(api.POST("/api/v1/models/{target}/retire", { params: { path: { target } }, body: { note } }));

/** Where the card lies as a document, in the language of the screen. */
export function cardAddress(target: string, version: string, language: string): string {
  return `/api/v1/models/${target}/${version}/card?lang=${language === "en" ? "en" : "zh"}`;
}
