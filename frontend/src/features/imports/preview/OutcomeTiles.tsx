import { useTranslation } from "react-i18next";
import { leftOut, OUTCOMES, tally } from "@/features/imports/outcomes";
import styles from "@/features/imports/preview/preview.module.css";
import type { Import } from "@/features/imports/types";
import { number } from "@/shared/format";

interface OutcomeTilesProps {
  table: Import;
  chosen: string;
  onChoose: (outcome: string) => void;
}

/** How many rows become what; each figure shows its rows. */
export function OutcomeTiles({ table, chosen, onChoose }: OutcomeTilesProps) {
  const { t } = useTranslation("imports");
  const { counts } = table;
  const out = leftOut(table);
  const tiles = [{ key: "", name: t("rows.all"), count: tally(counts).all }].concat(
    OUTCOMES.map((outcome) => ({ key: outcome, name: t(`outcome.${outcome}`), count: counts[outcome] })),
  );
  return (
    <div className={styles["tiles"]} role="group" aria-label={t("rows.byOutcome")}>
      {tiles.map(({ key, name, count }) => (
        <button
          key={key}
          type="button"
          className={`${styles["tile"] ?? ""} ${styles[key || "all"] ?? ""}`}
          aria-pressed={chosen === key}
          onClick={() => onChoose(chosen === key ? "" : key)}
        >
          <span className={styles["tileName"]}>{name}</span>
          <span className={styles["tileCount"]}>{number(count)}</span>
          {key === "refuse" && out > 0 && (
            <span className={styles["tileNote"]}>{t("rows.leftOut", { shown: number(out) })}</span>
          )}
        </button>
      ))}
    </div>
  );
}
