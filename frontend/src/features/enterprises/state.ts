import type { ListState } from "@/shared/urlState";

export const FILTERS = [
  "search",
  "tier",
  "region",
  "industry",
  "verdict_hnte",
  "verdict_tech_sme",
  "likelihood_min",
  "status",
] as const;
export const NAMES = [...FILTERS, "ordering", "cursor", "page", "page_size"] as const;
export type State = ListState<(typeof NAMES)[number]>;
export type Change = (changes: Partial<State>) => void;

/** Columns that the user may switch off; the name always stays. */
export const OPTIONAL_COLUMNS = [
  "tier",
  "region",
  "industry",
  "registered_on",
  "revenue",
  "tech_sme",
  "hnte",
  "hnte_12m",
  "gazelle_3y",
  "status",
] as const;
export type OptionalColumn = (typeof OPTIONAL_COLUMNS)[number];
export const DEFAULT_COLUMNS: OptionalColumn[] = [
  "tier",
  "region",
  "industry",
  "revenue",
  "tech_sme",
  "hnte",
  "hnte_12m",
];
