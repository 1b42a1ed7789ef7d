import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body } from "@/shared/api/client";
import type { Impact } from "@/features/rulebooks/types";
import { isProblem } from "@/shared/api/problem";

const POLL_MS = 1000;
const MOST_VERSIONS = 200;

const at = (number: number) => ({ params: { path: { number } } });

/** All versions of all rulebooks: some dozens. */
export const versionsQuery = queryOptions({
  queryKey: ["rulebooks"],
  queryFn: async () =>
    (await body(api.GET("/api/v1/rulebooks", { params: { query: { page_size: MOST_VERSIONS } } }))).results,
});

export const rulebookOf = (programme: string, version: string) =>
  queryOptions({
    queryKey: ["rulebook", programme, version],
    queryFn: () =>
      body(api.GET("/api/v1/rulebooks/{programme}/{version}", { params: { path: { programme, version } } })),
  });

/** Two versions side by side, each by its name; `revision` tells one text of a draft from the next. */
export const comparisonOf = (left: string, right: string, revision = 0) =>
  queryOptions({
    queryKey: ["rulebook-comparison", left, right, revision],
    queryFn: () => body(api.GET("/api/v1/rulebooks/compare", { params: { query: { left, right } } })),
    enabled: left !== "" && right !== "",
  });

export const withdraw = (programme: string, version: string, reason: string) =>
  body(
    api.POST("/api/v1/rulebooks/{programme}/{version}/withdraw", {
      params: { path: { programme, version } },
      body: { reason },
    }),
  );

export const reinstate = (programme: string, version: string, reason: string) =>
  body(
    api.POST("/api/v1/rulebooks/{programme}/{version}/reinstate", {
      params: { path: { programme, version } },
      body: { reason },
    }),
  );

export const draftsOf = (query: Record<string, string>) =>
  queryOptions({
    queryKey: ["rulebook-drafts", query],
    queryFn: () => body(api.GET("/api/v1/rulebook-drafts", { params: { query } })),
    placeholderData: keepPreviousData,
  });

export const draftOf = (id: number) =>
  queryOptions({
    queryKey: ["rulebook-draft", id],
    queryFn: () => body(api.GET("/api/v1/rulebook-drafts/{number}", at(id))),
  });

export interface NewDraft {
  programme: string;
  based_on?: string;
}

export const openDraft = (given: NewDraft) => body(api.POST("/api/v1/rulebook-drafts", { body: given }));

export interface DraftText {
  source: string;
  cases: string;
}

export const saveDraft = (id: number, revision: number, { source, cases }: DraftText) =>
  body(api.PATCH("/api/v1/rulebook-drafts/{number}", { ...at(id), body: { revision, source, cases } }));

export const discardDraft = (id: number) => body(api.DELETE("/api/v1/rulebook-drafts/{number}", at(id)));

/** What a text that nobody stored yet says; the same text is not asked about twice. */
export const checkOf = ({ source, cases }: DraftText) =>
  queryOptions({
    queryKey: ["rulebook-check", source, cases],
    queryFn: () => body(api.POST("/api/v1/rulebook-drafts/check", { body: { source, cases } })),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
  });

export interface NumberChange {
  line: number;
  column: number;
  value: string;
}

export const changeNumbers = (id: number, revision: number, changes: NumberChange[]) =>
  body(api.POST("/api/v1/rulebook-drafts/{number}/numbers", { ...at(id), body: { revision, changes } }));

/** Hand in what was read: a draft that has moved on meanwhile is refused, as it is below. */
export const submitDraft = (id: number, revision: number) =>
  body(api.POST("/api/v1/rulebook-drafts/{number}/submit", { ...at(id), body: { revision } }));

export const takeBackDraft = (id: number) => body(api.POST("/api/v1/rulebook-drafts/{number}/take-back", at(id)));

/** Publish what was read: a draft that has moved on meanwhile is refused. */
export const publishDraft = (id: number, revision: number, note: string) =>
  body(api.POST("/api/v1/rulebook-drafts/{number}/publish", { ...at(id), body: { revision, note } }));

export const returnDraft = (id: number, revision: number, note: string) =>
  body(api.POST("/api/v1/rulebook-drafts/{number}/return", { ...at(id), body: { revision, note } }));

/** Whether a job works on a preview, be it the one that is shown or the next. */
export function isUnderWay(impact: Impact | null | undefined): boolean {
  return [impact, impact?.newer].some((one) => one?.state === "running" && !one.stalled);
}

/** The newest impact preview of a draft, followed while a job works on it; null before the first. */
export const impactOf = (id: number) =>
  queryOptions({
    queryKey: ["rulebook-draft", id, "impact"],
    queryFn: async () => {
      try {
        return await body(api.GET("/api/v1/rulebook-drafts/{number}/impact", at(id)));
      } catch (error) {
        if (isProblem(error, 404)) return null;
        throw error;
      }
    },
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? POLL_MS : false),
  });

export const startImpact = (id: number) => body(api.POST("/api/v1/rulebook-drafts/{number}/impact", at(id)));

export const readFlips = (number: number, query: Record<string, string>) =>
  body(api.GET("/api/v1/rulebook-drafts/{number}/impact/flips", { params: { path: { number }, query } }));

/** The firms that a preview says would flip; `preview` tells one preview's answers from the next one's. */
export const flipsOf = (id: number, preview: number, query: Record<string, string>) =>
  queryOptions({
    queryKey: ["rulebook-draft", id, "impact", preview, "flips", query],
    queryFn: () => readFlips(id, query),
    placeholderData: keepPreviousData,
  });
