import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "@/shared/ui/FilterBar.module.css";

/** The row of filters above a list, with a way to clear them all. */
export function FilterBar({
  children,
  search,
  active,
  onClear,
}: {
  children: ReactNode;
  search?: ReactNode;
  active: boolean;
  onClear: () => void;
}) {
  const { t } = useTranslation();
  return (
    <div className={styles["bar"]} role="search">
      {search && <div className={styles["search"]}>{search}</div>}
      {children}
      {active && (
        <Button type="link" size="small" onClick={onClear}>
          {t("action.clear")}
        </Button>
      )}
    </div>
  );
}
