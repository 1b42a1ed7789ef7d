import { Typography } from "antd";
import { useTranslation } from "react-i18next";
import styles from "@/features/enterprise/likelihood/likelihood.module.css";
import type { Override } from "@/shared/api/types";
import { chance, day } from "@/shared/format";

/** What people thought before, and how it came to an end; what stands now is shown beside the figure. */
export function PastOverrides({ overrides }: { overrides: readonly Override[] }) {
  const { t } = useTranslation("likelihood");
  const past = overrides.filter(({ stands }) => !stands);
  if (past.length === 0) return null;
  return (
    <section aria-label={t("trend.past")}>
      <Typography.Text strong>{t("trend.past")}</Typography.Text>
      <ul className={styles["reasons"]}>
        {past.map((override) => (
          <li key={override.id}>
            {chance(override.probability)} {override.reason}{" "}
            <span className="muted">
              {override.made_by.display_name} {day(override.made_at)}; <Ended of={override} /> {override.end_note}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Ended({ of }: { of: Override }) {
  const { t } = useTranslation("likelihood");
  if (of.ended_by) return t("override.endedBy", { by: of.ended_by.display_name, on: day(of.ended_at) });
  return t("override.expired", { on: day(of.until) });
}
