/** What a programme is, as far as its place on the screen hangs on it. */
export interface ProgrammeKind {
  code: string;
  kind: string;
  tier: number | null;
}

/** The groups in which rulebooks are read: the path first, then the ladder of quality SMEs, standards, and all others. */
export const GROUPS = ["path", "ladder", "standards", "other"] as const;
export type RulebookGroup = (typeof GROUPS)[number];

/** The steps of the ladder, which carry no tier of the path but follow each other all the same. */
const LADDER = ["innovative_sme", "srdi_sme", "little_giant"];

/** What comes before what within a group: the tiers of the path, the steps of the ladder, all others as they came. */
export function inOrder(a: Omit<ProgrammeKind, "kind">, b: Omit<ProgrammeKind, "kind">): number {
  return (a.tier ?? 0) - (b.tier ?? 0) || LADDER.indexOf(a.code) - LADDER.indexOf(b.code);
}

/** Whatever speaks of programmes, in the groups, each in its order; a programme nobody told of is among the others. */
export function inGroups<Of extends { programme: { code: string } }>(
  those: readonly Of[],
  kinds: readonly ProgrammeKind[],
) {
  const told = new Map(kinds.map((one) => [one.code, one]));
  const kindOf = ({ programme: { code } }: Of): ProgrammeKind => told.get(code) ?? { code, kind: "", tier: null };
  return GROUPS.map((group) => ({
    group,
    members: those.filter((one) => groupOf(kindOf(one)) === group).sort((a, b) => inOrder(kindOf(a), kindOf(b))),
  })).filter(({ members }) => members.length > 0);
}

export function groupOf({ kind, tier }: Omit<ProgrammeKind, "code">): RulebookGroup {
  if (tier !== null) return "path";
  if (kind === "recognition") return "ladder";
  return kind === "standard" ? "standards" : "other";
}
