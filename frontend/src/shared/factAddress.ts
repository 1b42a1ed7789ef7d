/** The name of one value on record, short enough for an address bar: any screen can lead to where it comes from. */
export interface FactAddress {
  table: string;
  field: string;
  /** The year that a figure speaks of; the value that counts for it, unless `id` names one report. */
  year?: number;
  /** The row of the table; without it, the value that counts. */
  id?: number;
}

export const FACT_PARAM = "fact";
const TEXT = /^([a-z_]+)\.([a-z0-9_]+)(?:\.(\d{4}))?(?:~(\d+))?$/;

/** financial_year.revenue.2025~17 */
export function addressText({ table, field, year, id }: FactAddress): string {
  return `${table}.${field}${year === undefined ? "" : `.${year}`}${id === undefined ? "" : `~${id}`}`;
}

/** The value that `text` names; null for what is no such name. */
export function readAddress(text: string | null): FactAddress | null {
  const [, table, field, year, id] = TEXT.exec(text ?? "") ?? [];
  if (!table || !field) return null;
  return { table, field, ...(year ? { year: Number(year) } : {}), ...(id ? { id: Number(id) } : {}) };
}

/** The page of a firm with the drawer of one of its values open. */
export function factLink(uscc: string, address: FactAddress): string {
  const tab = address.table === "registration" ? "profile" : "facts";
  return `/enterprises/${uscc}?${new URLSearchParams({ tab, [FACT_PARAM]: addressText(address) }).toString()}`;
}
