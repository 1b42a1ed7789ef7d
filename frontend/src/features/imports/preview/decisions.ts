import type { Finding, Import, Row } from "@/features/imports/types";

const NOT_CONFIRMABLE: ReadonlySet<string> = new Set(["enterprise.unidentified", "row.contradicts", "uscc.two_names"]);
const UNIDENTIFIED = "enterprise.unidentified";

/** Whether a person's word is enough to take a row in spite of a finding: which firm is meant, it is not. */
export function isConfirmable({ code }: Pick<Finding, "code">): boolean {
  return !NOT_CONFIRMABLE.has(code);
}

/** Findings of a row that somebody can confirm, and has not yet. */
export function toConfirm(row: Row): Finding[] {
  return row.findings.filter((finding) => finding.holds && isConfirmable(finding));
}

/** Whether it is open which firm the row is about, so that one has to be chosen. */
export function needsFirm(row: Row): boolean {
  return row.findings.some(({ code, holds }) => holds && code === UNIDENTIFIED);
}

/** Whether something about the row is to be decided or was decided. */
export function isDecidable(row: Row): boolean {
  return row.outcome === "conflict" || row.outcome === "refuse" || row.decision !== null;
}

/** Whether somebody can and must still say something before the row can be written. */
export function awaitsDecision({ can }: Pick<Import, "can">, { outcome }: Row): boolean {
  return can.edit && outcome === "conflict";
}

/** The name that a row gives its firm, to begin a search with. */
export function nameIn(row: Row): string {
  const name = row.values.new?.["name"];
  return typeof name === "string" ? name : "";
}
