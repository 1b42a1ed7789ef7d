import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { firmsAt } from "@/features/pipeline/firms";
import styles from "@/features/pipeline/TierLadder.module.css";
import type { Pipeline } from "@/shared/api/types";
import { number, percent } from "@/shared/format";
import { tierColour } from "@/shared/palette";
import { useTierName } from "@/shared/ui/tags";

/** The five tiers with how many firms stand on each, and their share; each leads to its firms. */
export function TierLadder({ tiers, region }: { tiers: Pipeline["tiers"]; region: string }) {
  const { t } = useTranslation("pipeline");
  const tierName = useTierName();
  const total = tiers.reduce((sum, { count }) => sum + count, 0);
  return (
    <ol className={styles["ladder"]}>
      {tiers.map(({ tier, count }) => (
        <li key={tier} style={{ borderTopColor: tierColour(tier) }}>
          <Link to={firmsAt({ region, tier })}>
            <span className={styles["name"]}>{tierName(tier)}</span>
            <strong className={styles["count"]}>{number(count)}</strong>
            <span className={styles["name"]}>{t("tiers.share", { share: percent(total ? count / total : null) })}</span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
