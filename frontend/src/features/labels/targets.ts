import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema";

type TargetCode = components["schemas"]["TargetEnum"];

const TARGETS = [
  "hnte_12m",
  "hnte_if_applied",
  "hnte_applies_12m",
  "tech_sme_if_applied",
  "tech_sme_applies_12m",
  "gazelle_3y",
  "gazelle_if_applied",
  "gazelle_applies_12m",
] as const satisfies readonly TargetCode[];

/** What a label can be about, with its name; who states labels need not see the models. */
export function useTargets(): { code: TargetCode; name: string }[] {
  const { t } = useTranslation("labels");
  return TARGETS.map((code) => ({ code, name: t(`targets.${code}`) }));
}
