import { useListState } from "@/shared/urlState";

export const FILTERS = ["region", "tier", "before", "after"] as const;
const NAMES = [...FILTERS, "cursor", "page", "page_size"] as const;

export type FlipFilter = Partial<Record<(typeof FILTERS)[number], string>>;

/** Which of the firms that flip are listed, in the address. */
export function useFlipFilter() {
  return useListState(NAMES);
}

/** Choose the firms behind a number, and bring their list into sight. */
export function useShowFlips(): (filter: FlipFilter) => void {
  const { change } = useFlipFilter();
  return (filter) => {
    change({ region: "", tier: "", before: "", after: "", ...filter });
    document.getElementById("flips")?.scrollIntoView({ behavior: "smooth", block: "start" });
  };
}
