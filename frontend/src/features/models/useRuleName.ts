import { useTranslation } from "react-i18next";

const RULES = ["calibrated", "not_worse_than_champion", "county_shift", "slices", "too_good"] as const;
const METRICS = ["log_loss", "average_precision"] as const;
const RIVALS = ["base_rate", "rulebook", "logistic"] as const;
const AGAINST = /^(log_loss|average_precision)_(?:better|not_worse)_beyond_noise_than_(base_rate|rulebook|logistic)$/;

/** A condition of being put in use by its short name; one that is not known here keeps its code. */
export function useRuleName(): (rule: string) => string {
  const { t } = useTranslation("models");
  return (rule) => {
    const known = RULES.find((one) => one === rule);
    if (known) return t(`rule.${known}`);
    const [, of, than] = AGAINST.exec(rule) ?? [];
    const metric = METRICS.find((one) => one === of);
    const rival = RIVALS.find((one) => one === than);
    return metric && rival ? t(`rule.${metric}.${rival}`) : rule;
  };
}
