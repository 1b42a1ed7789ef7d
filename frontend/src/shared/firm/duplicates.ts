import { queryOptions } from "@tanstack/react-query";
import { api, body } from "@/shared/api/client";
import { isProblem } from "@/shared/api/problem";
import type { Candidate } from "@/shared/api/types";

export interface Sought {
  uscc: string;
  name: string;
  registration_no: string;
  /** The firm that is being edited, which resembles itself. */
  besides?: string;
}

const USCC_LENGTH = 18;
const SHORTEST_NAME = 4;
const SHORTEST_NUMBER = 13;

/** What of a half-typed form is worth asking for: a whole code, or a name of some length. */
export function worthAsking({ uscc = "", name = "", registration_no = "" }: Partial<Sought>): Sought | null {
  const whole = (text: string, shortest: number) => (text.trim().length >= shortest ? text.trim() : "");
  const sought = {
    uscc: whole(uscc, USCC_LENGTH).toUpperCase(),
    name: whole(name, SHORTEST_NAME),
    registration_no: whole(registration_no, SHORTEST_NUMBER),
  };
  return Object.values(sought).some(Boolean) ? sought : null;
}

const NOTHING: Sought = { uscc: "", name: "", registration_no: "" };

/** Firms on record that the one being entered may be. */
export const candidatesOf = (sought: Sought | null) =>
  queryOptions({
    queryKey: ["duplicate-check", sought],
    queryFn: async () =>
      (await body(api.POST("/api/v1/enterprises/duplicate-check", { body: sought ?? NOTHING }))).duplicates,
    enabled: sought !== null,
  });

/** The firms that a refused entry may be, as the refusal names them. */
export function candidatesIn(error: unknown): Candidate[] {
  if (!isProblem(error, 409) || error.code !== "enterprise.may_be_known") return [];
  const named = error.details["duplicates"];
  return Array.isArray(named) ? (named as Candidate[]) : [];
}
