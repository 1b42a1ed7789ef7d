import { type Changes, type Supposed } from "@/features/enterprise/whatIf/changes";
import type { Plan, PlanFact } from "@/shared/api/types";

/** A plan as changes to suppose: where its steps lead, and what has to be established at the bound that suffices. */
export function changesOf({ steps, establish }: Pick<Plan, "steps" | "establish">): Changes {
  const moved = steps.flatMap(({ measures }) => measures.map(({ name, after }): [string, Supposed] => [name, after]));
  const found = establish.flatMap((fact): [string, Supposed][] => {
    const value = sufficing(fact);
    return value === null ? [] : [[fact.name, value]];
  });
  return Object.fromEntries([...found, ...moved]);
}

function sufficing({ value, at_least, at_most }: Pick<PlanFact, "value" | "at_least" | "at_most">): Supposed {
  return value ?? at_least ?? at_most;
}
