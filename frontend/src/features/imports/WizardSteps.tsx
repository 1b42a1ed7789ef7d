import { Steps } from "antd";
import { useTranslation } from "react-i18next";
import { type Place, STEPS } from "@/features/imports/states";
import styles from "@/features/imports/WizardSteps.module.css";

/** The way of every import, and how far this one is on it. */
export function WizardSteps({ place }: { place: Place }) {
  const { t } = useTranslation("imports");
  return (
    <Steps
      className={styles["steps"]}
      size="small"
      responsive={false}
      current={place.current}
      status={place.status}
      items={STEPS.map((step) => ({ title: t(`step.${step}`) }))}
    />
  );
}
