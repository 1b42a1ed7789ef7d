import { useTranslation } from "react-i18next";
import styles from "@/features/worklist/DueOn.module.css";
import { day, daysBetween, MISSING } from "@/shared/format";
import { useMe } from "@/shared/session";

const SOON = 90;

/** A due date and how far it is; near ones stand out. */
export function DueOn({ due }: { due: string | null }) {
  const { t } = useTranslation("worklist");
  const left = daysBetween(useMe().today, due ?? "");
  if (!due) return <span className="muted">{MISSING}</span>;
  return (
    <>
      <div>{day(due)}</div>
      <div className={left <= SOON ? styles["soon"] : "muted"}>
        {left < 0 ? t("due.past", { days: -left }) : t("due.left", { days: left })}
      </div>
    </>
  );
}
