/** The pipeline counts the firms in business: 存续 and 停业, not those that moved out or ended. */
const IN_BUSINESS = "operating,suspended";

/** Where the very firms are listed that a number of the pipeline counts. */
export function firmsAt({ region, tier }: { region?: string; tier: number }): string {
  return `/enterprises?${region ? `region=${encodeURIComponent(region)}&` : ""}tier=${tier}&status=${IN_BUSINESS}`;
}
