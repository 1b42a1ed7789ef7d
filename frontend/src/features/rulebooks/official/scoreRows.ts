import type { ScoreItem, ScorePart, ScoreSheet } from "@/features/rulebooks/types";

export interface Row {
  key: string;
  part: ScorePart;
  item: ScoreItem;
  /** How many rows the part's own cell spans: all of its items for the first one, none for the others. */
  span: number;
}

/** The score sheet as a flat table whose first column joins the items of a part. */
export function rowsOf(sheet: ScoreSheet): Row[] {
  return sheet.parts.flatMap((part) =>
    part.items.map((item, at) => ({ key: item.id, part, item, span: at === 0 ? part.items.length : 0 })),
  );
}
