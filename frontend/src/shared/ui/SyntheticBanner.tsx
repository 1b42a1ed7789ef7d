import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import styles from "@/shared/ui/SyntheticBanner.module.css";

/** Says over a page that its firms are invented. */
export function SyntheticBanner({ show }: { show: boolean }) {
  const { t } = useTranslation();
  if (!show) return null;
  return (
    <div className={styles["banner"]}>
      <Alert banner type="info" showIcon title={t("synthetic.banner")} />
    </div>
  );
}
