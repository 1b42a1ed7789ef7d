/** The few colours that carry a meaning, for tags and charts alike. */
export const TIER_COLOURS = ["#8a97a6", "#4b93a8", "#2a6db0", "#c7862b", "#a23b52"] as const;
export const VERDICT_COLOURS = { met: "#2f8557", unmet: "#b8443a", undetermined: "#c79a3b" } as const;
export const INK = "#1f2d3d";
export const MUTED = "#6b7a8c";
export const LINE = "#e3e8ee";
export const RAISES = "#2a6db0";
export const LOWERS = "#b8443a";
export const PRIMARY = "#1f5f9e";

export function tierColour(tier: number): string {
  return TIER_COLOURS[tier] ?? TIER_COLOURS[0];
}
