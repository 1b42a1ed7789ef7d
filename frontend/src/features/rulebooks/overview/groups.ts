import type { Version } from "@/features/rulebooks/types";

export const GROUPS = ["path", "ladder", "standards", "statistics", "tax", "platform", "finance", "other"] as const;
export type Group = (typeof GROUPS)[number];

const BY_KIND: Readonly<Record<Version["kind"], Group>> = {
  recognition: "ladder",
  standard: "standards",
  statistics: "statistics",
  tax: "tax",
  platform: "platform",
  loan: "finance",
  subsidy: "finance",
  project: "other",
};

/** Where the overview shows a programme: a tier puts it on the path, whatever its kind. */
export function groupOf({ tier, kind }: Pick<Version, "tier" | "kind">): Group {
  return tier === null ? BY_KIND[kind] : "path";
}

/** The rungs of the ladder, lowest first; what is on none stands by its code. */
const RUNGS = ["innovative_sme", "srdi_sme", "little_giant"];

export interface Row {
  version: Version;
  /** How many rows the programme's own cell spans: all of its versions for the first one, none for the others. */
  span: number;
}

/** The versions by group; within it by tier and programme, and within that the newest first. */
export function grouped(versions: readonly Version[]): [Group, Row[]][] {
  return GROUPS.map((group): [Group, Row[]] => [
    group,
    rowsOf(versions.filter((one) => groupOf(one) === group)),
  ]).filter(([, rows]) => rows.length > 0);
}

function rowsOf(versions: Version[]): Row[] {
  const sorted = [...versions].sort(
    (one, other) =>
      (one.tier ?? 0) - (other.tier ?? 0) ||
      RUNGS.indexOf(one.programme) - RUNGS.indexOf(other.programme) ||
      one.programme.localeCompare(other.programme) ||
      other.effective_from.localeCompare(one.effective_from),
  );
  return sorted.map((version, at) => ({
    version,
    span:
      sorted[at - 1]?.programme === version.programme
        ? 0
        : sorted.filter(({ programme }) => programme === version.programme).length,
  }));
}

/** How a version is named in an address: `hnte@2016`. */
export function nameOf({ programme, version }: Pick<Version, "programme" | "version">): string {
  return `${programme}@${version}`;
}

/** The two versions to compare, the older on the left, whatever was ticked first. */
export function pairOf(chosen: readonly Version[]): [string, string] | null {
  const [one, other] = [...chosen].sort((a, b) => a.effective_from.localeCompare(b.effective_from));
  return one && other && chosen.length === 2 ? [nameOf(one), nameOf(other)] : null;
}
