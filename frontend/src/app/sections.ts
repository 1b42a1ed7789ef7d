import type { Me } from "@/shared/api/types";
import { can } from "@/shared/session";

export const SECTIONS = [
  "worklist",
  "enterprises",
  "gaps",
  "pipeline",
  "rulebooks",
  "drafts",
  "levers",
  "models",
  "labels",
  "imports",
  "completeness",
  "duplicates",
  "sources",
] as const;
export type Section = (typeof SECTIONS)[number];

/** What each section needs, in the words of the authorization matrix. */
const NEEDS: Record<Section, [object: string, action: string]> = {
  worklist: ["worklist", "list"],
  enterprises: ["enterprise", "list"],
  gaps: ["assessment", "run"], // whoever sees counts only has no use of single firms' plans
  pipeline: ["enterprise", "list"],
  rulebooks: ["rulebook_published", "list"],
  drafts: ["rulebook_draft", "list"],
  levers: ["lever", "list"],
  models: ["model_version", "list"],
  labels: ["training_label", "list"],
  imports: ["import_job", "view"],
  completeness: ["assessment", "list"],
  duplicates: ["duplicate", "list"],
  sources: ["source_rank", "list"],
};

/** The sections that this user has something to find in. */
export function sectionsOf(me: Me): Section[] {
  return SECTIONS.filter((section) => can(me, ...NEEDS[section]));
}

/** Pages whose right goes beyond their section's. */
const PAGE_NEEDS: Readonly<Record<string, readonly [object: string, action: string]>> = {
  "/imports/new": ["import_job", "create"],
};

/** Whether the user has a use of the page at an address, as far as the page asks more than its section. */
export function mayEnter(me: Me, pathname: string): boolean {
  const needs = PAGE_NEEDS[pathname.replace(/\/+$/, "")];
  return needs === undefined || can(me, ...needs);
}

/** Where the user begins: with the worklist; whoever has none looks at the whole first. */
export function homeOf(me: Me): Section | undefined {
  const [first] = sectionsOf(me);
  return first === "enterprises" ? "pipeline" : first;
}
