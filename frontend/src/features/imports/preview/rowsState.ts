import { useSearchParams } from "react-router";
import { apiQuery, useListState } from "@/shared/urlState";

const NAMES = ["outcome", "code", "search", "cursor", "page", "page_size"] as const;

export interface RowPlace {
  sheet: string;
  number: string;
}

/** Which rows are shown and which one is open, kept in the address (`?sheet=…&row=…` opens one, as provenance links do). */
export function useRowsState() {
  const { state, change } = useListState(NAMES);
  const [params, setParams] = useSearchParams();
  const number = params.get("row");
  const open: RowPlace | null = number === null ? null : { sheet: params.get("sheet") ?? "", number };
  const show = (place: RowPlace | null) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        after.delete("sheet");
        after.delete("row");
        if (place?.sheet) after.set("sheet", place.sheet);
        if (place) after.set("row", place.number);
        return after;
      },
      { replace: true },
    );
  return { state, change, query: apiQuery(state), open, show };
}

export type RowsState = ReturnType<typeof useRowsState>;
