import type { Me } from "@/shared/api/types";
import { can } from "@/shared/session";
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

/** What a column tells is of one of these kinds; who may not see the kind is not offered the column or its filter. */
const KINDS: Partial<Record<OptionalColumn, string>> = {
  revenue: "financials",
  tech_sme: "assessment",
  hnte: "assessment",
  hnte_12m: "score",
  gazelle_3y: "score",
};

/** Whether the server would fill this column for this user. */
export function isReadable(me: Me, column: OptionalColumn): boolean {
  const kind = KINDS[column];
  return kind === undefined || can(me, kind, "view");
}

export const DEFAULT_COLUMNS: OptionalColumn[] = [
  "tier",
  "region",
  "industry",
  "revenue",
  "tech_sme",
  "hnte",
  "hnte_12m",
];
