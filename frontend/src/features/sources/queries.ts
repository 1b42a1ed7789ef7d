import { queryOptions } from "@tanstack/react-query";
import { api, body } from "@/shared/api/client";
import type { SourceRank } from "@/shared/api/types";

const BASES = ["audit", "tax", "statistics", "declared"] as const;

function basisOf(text: string): SourceRank["basis"] {
  return BASES.find((one) => one === text) ?? "";
}

export const ranksQuery = queryOptions({
  queryKey: ["source-ranks"],
  queryFn: async () => {
    const { ranks, can_edit } = await body(api.GET("/api/v1/source-ranks"));
    return { can_edit, ranks: ranks.map((rank): SourceRank => ({ ...rank, basis: basisOf(rank.basis) })) };
  },
});

export const sourceNamesQuery = queryOptions({
  queryKey: ["source-names"],
  queryFn: async () => (await body(api.GET("/api/v1/sources"))).sources,
});

/** The whole list takes the place of the one before. */
export function saveRanks(ranks: SourceRank[]) {
  return body(api.PUT("/api/v1/source-ranks", { body: { ranks } }));
}
