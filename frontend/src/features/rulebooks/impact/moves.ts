import { useTranslation } from "react-i18next";
import type { Impact, ImpactCount, Move } from "@/features/rulebooks/types";
import { number } from "@/shared/format";

export const VERDICTS = ["met", "undetermined", "unmet"] as const;
export type After = (typeof VERDICTS)[number];

/** A number of firms of which some cells are too small to be told. */
export interface Count {
  known: number;
  /** How many cells hold fewer than five. */
  hidden: number;
}

export const NOBODY: Count = { known: 0, hidden: 0 };

export function countOf(moves: readonly Pick<Move, "firms">[]): Count {
  return {
    known: moves.reduce((sum, { firms }) => sum + (firms ?? 0), 0),
    hidden: moves.filter(({ firms }) => firms === null).length,
  };
}

/** “12”; “<5” for one cell that is not told; “≥14” for a sum with such cells in it, each of one firm at least. */
export function countText({ known, hidden }: Count): string {
  if (hidden === 0) return number(known);
  return hidden === 1 && known === 0 ? "<5" : `≥${number(known + hidden)}`;
}

export function isNobody({ known, hidden }: Count): boolean {
  return known === 0 && hidden === 0;
}

/** The moves that are a change of verdict. */
export function turned<One extends Move>(moves: readonly One[]): One[] {
  return moves.filter(({ before, after }) => before !== after);
}

/** Changed verdicts by what they are now, in one line: “符合 12 家、待定 3 家”. */
export function useMovesText(): (moves: readonly Move[]) => string {
  const { t } = useTranslation("drafts");
  const { t: common } = useTranslation();
  return (moves) => {
    const parts = VERDICTS.flatMap((after) => {
      const count = countOf(moves.filter((move) => move.after === after));
      return isNobody(count) ? [] : [t("impact.to", { verdict: common(`verdict.${after}`), firms: countText(count) })];
    });
    return parts.length > 0 ? parts.join(t("impact.and")) : t("impact.nobody");
  };
}

export interface County {
  region: string | null;
  region_name: string | null;
  /** By tier; -1 stands for all tiers together. */
  cells: Map<number, Record<After, Count>>;
}

export const ALL = -1;

function cellOf(moves: readonly Move[]): Record<After, Count> {
  const to = (after: After) => countOf(moves.filter((move) => move.after === after));
  return { met: to("met"), undetermined: to("undetermined"), unmet: to("unmet") };
}

/**
 * Counties by tiers: for how many firms the verdict changes, and to what. The first county is the whole, whose total is
 * taken from the summary: sums of cells that are not told would say less.
 */
export function matrixOf({ counts, summary }: Pick<Impact, "counts" | "summary">) {
  const moves = turned(counts);
  const tiers = [...new Set(moves.map(({ tier }) => tier))].sort((one, other) => one - other);
  const rowOf = (region: string | null, region_name: string | null, own: ImpactCount[]): County => ({
    region,
    region_name,
    cells: new Map([
      ...tiers.map((tier) => [tier, cellOf(own.filter((move) => move.tier === tier))] as const),
      [ALL, cellOf(own)] as const,
    ]),
  });
  const regions = [...new Map(moves.map((move) => [move.region, move.region_name]))];
  const counties = regions
    .map(([region, name]) =>
      rowOf(
        region,
        name,
        moves.filter((move) => move.region === region),
      ),
    )
    .sort((one, other) => weight(other) - weight(one));
  const whole = rowOf(null, null, [...moves]);
  whole.cells.set(ALL, cellOf(turned(summary)));
  return { tiers, counties: moves.length > 0 ? [whole, ...counties] : [] };
}

function weight({ cells }: County): number {
  const all = cells.get(ALL);
  return all ? VERDICTS.reduce((sum, after) => sum + all[after].known + all[after].hidden, 0) : 0;
}
