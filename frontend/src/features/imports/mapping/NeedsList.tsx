import { Alert, Button } from "antd";
import { useTranslation } from "react-i18next";
import { type OpenNeed, placeOfNeed } from "@/features/imports/mapping/draft";
import styles from "@/features/imports/mapping/mapping.module.css";

interface NeedsListProps {
  needs: OpenNeed[];
  onGo: (sheet: string | null) => void;
}

/** What is still needed before the table can be read, each with the way to its column; or that nothing is. */
export function NeedsList({ needs, onGo }: NeedsListProps) {
  const { t } = useTranslation("imports");
  const words = useNeedWords();
  if (needs.length === 0) return <Alert type="success" showIcon title={t("needs.none")} />;
  const go = (need: OpenNeed) => {
    onGo(need.sheet);
    requestAnimationFrame(() => focusColumn(placeOfNeed(need)));
  };
  return (
    <Alert
      type="warning"
      showIcon
      title={t("needs.title", { count: needs.length })}
      description={
        <ul className={styles["needs"]}>
          {needs.map((need) => (
            <li key={`${need.code}/${placeOfNeed(need)}/${words(need)}`}>
              {words(need)}
              {need.letter && (
                <Button type="link" size="small" onClick={() => go(need)}>
                  {t("needs.go", { letter: need.letter })}
                </Button>
              )}
            </li>
          ))}
        </ul>
      }
    />
  );
}

/** What a column's line in the table of columns is found by. */
export const columnId = (sheet: string, letter: string) => `column-${sheet}/${letter}`;

function focusColumn(place: string) {
  const line = document.getElementById(`column-${place}`);
  line?.scrollIntoView({ block: "center" });
  line?.querySelector<HTMLElement>("input")?.focus();
}

function useNeedWords(): (need: OpenNeed) => string {
  const { t } = useTranslation("imports");
  return (need) => {
    switch (need.code) {
      case "said":
        return need.message;
      case "twice":
        return t("needs.twice", { letters: need.letters.join("、") });
      case "unit":
        return t("needs.unit", { letter: need.letter, header: need.header });
      case "nothing":
        return t("needs.nothing");
    }
  };
}
