import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Likelihood } from "@/shared/api/types";
import { VerdictTag } from "@/shared/ui/tags";

interface EligibilityLineProps {
  eligibility: NonNullable<Likelihood["eligibility"]>;
  uscc: string;
  /** No probability follows. */
  alone: boolean;
}

/** Rules first: what the rulebook says today, before any probability, with the ways to the conditions and the gap. */
export function EligibilityLine({ eligibility, uscc, alone }: EligibilityLineProps) {
  const { t } = useTranslation("likelihood");
  const { programme, verdict, unmet } = eligibility;
  return (
    <div>
      <VerdictTag verdict={verdict} />{" "}
      {unmet > 0 && <strong>{t(alone ? "eligibility.unmet" : "eligibility.unmetIncluded", { unmet })}</strong>}{" "}
      <Link to={`/enterprises/${uscc}?tab=assessments&programme=${programme}`}>{t("eligibility.conditions")}</Link>
      {" · "}
      <Link to={`/enterprises/${uscc}?tab=gap&programme=${programme}`}>{t("eligibility.gap")}</Link>
    </div>
  );
}
