import { useTranslation } from "react-i18next";
import styles from "@/features/enterprise/provenance/ProvenanceDrawer.module.css";
import type { FactProvenance } from "@/shared/api/types";
import { instant, MISSING } from "@/shared/format";

/** How the value came to be what it is: every change on record, the newest first. */
export function ChangeHistory({ changes }: { changes: FactProvenance["history"] }) {
  const { t } = useTranslation("provenance");
  return (
    <section aria-label={t("history")}>
      <h4 className={styles["section"]}>{t("history")}</h4>
      {changes.length === 0 && <span className="muted">{t("noHistory")}</span>}
      <ul className={styles["changes"]}>
        {changes.map((change, at) => (
          <li key={`${change.at}-${at}`}>
            <div>
              {change.old ?? MISSING} → <strong>{change.new ?? MISSING}</strong>
            </div>
            <div className="muted">
              {[instant(change.at), change.by?.display_name ?? t("system"), change.why].filter(Boolean).join(" · ")}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
