import type { SizeClass, WhatIf, WhatIfRulebook } from "@/shared/api/types";

/** The size classes of rulebooks that have any, by programme. */
export type ClassTitles = Readonly<Record<string, readonly SizeClass[]>>;

type Answer = Pick<WhatIfRulebook, "before" | "after" | "criteria">;

/** Whether anything a reader sees of a rulebook's answer comes out otherwise. */
export function differs(answer: Answer): boolean {
  return answer.criteria.length > 0 || outcomeDiffers(answer);
}

/** Whether its verdict, points or size class do, beyond single criteria. */
export function outcomeDiffers({ before, after }: Pick<Answer, "before" | "after">): boolean {
  return (
    before.verdict !== after.verdict ||
    before.low !== after.low ||
    before.high !== after.high ||
    before.class !== after.class
  );
}

/** The rulebooks whose verdict would be another. */
export function turned({ rulebooks }: Pick<WhatIf, "rulebooks">): WhatIfRulebook[] {
  return rulebooks.filter(({ before, after }) => before.verdict !== after.verdict);
}
