import { tierColour } from "@/shared/palette";

const DEEPEST = 0.28;

/** A tier's colour, the paler the smaller `count` is beside the largest; white for none. */
export function shade(tier: number, count: number, largest: number): string | undefined {
  if (count <= 0 || largest <= 0) return undefined;
  const opacity = Math.round(255 * DEEPEST * Math.sqrt(count / largest));
  return `${tierColour(tier)}${opacity.toString(16).padStart(2, "0")}`;
}
