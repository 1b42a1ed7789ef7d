import { useMemo } from "react";
import { useSearchParams } from "react-router";

/** Names of what a list keeps in its address; all values are text, an absent one is "". */
export type ListState<Name extends string> = Record<Name, string>;

const PAGING = ["cursor", "page"] as const;

/**
 * Filters, order and page of a list, kept in the address: a link shows the same list, Back undoes a filter.
 * Changing anything but the page itself goes back to the first page, since a cursor belongs to one order.
 */
export function useListState<Name extends string>(names: readonly Name[]) {
  const [params, setParams] = useSearchParams();
  const state = useMemo(
    () => Object.fromEntries(names.map((name) => [name, params.get(name) ?? ""])) as ListState<Name>,
    [names, params],
  );
  const change = (changes: Partial<Record<Name, string>>, options: { replace?: boolean } = {}) => {
    setParams((before) => changed(before, changes), options);
  };
  const replaceAll = (query: string) => setParams(new URLSearchParams(query));
  return { state, change, replaceAll, params };
}

/** The address after `changes`: empty values leave it, and the page is forgotten unless it is what changed. */
export function changed(before: URLSearchParams, changes: Record<string, string | undefined>): URLSearchParams {
  const after = new URLSearchParams(before);
  const turnsPage = "cursor" in changes;
  if (!turnsPage) PAGING.forEach((name) => after.delete(name));
  for (const [name, value] of Object.entries(changes)) {
    if (value) after.set(name, value);
    else after.delete(name);
  }
  return after;
}

/** What of the address goes to the API: the list's own names without the empty ones and without the page number. */
export function apiQuery(state: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(state).filter(([name, value]) => value !== "" && name !== "page"));
}

/** The cursor inside a `next` or `previous` of a list answer, which is an address or the cursor itself. */
export function cursorOf(link: string | null | undefined): string | null {
  if (!link) return null;
  return link.includes("cursor=") ? new URL(link, "http://list").searchParams.get("cursor") : link;
}
