import { Tooltip } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFirmValues } from "@/features/enterprise/provenance/context";
import styles from "@/features/enterprise/provenance/Value.module.css";
import type { FactAddress } from "@/shared/factAddress";

interface ValueProps {
  of: FactAddress;
  children: ReactNode;
  /** In a column of figures the mark stands before the value, so that the digits stay in line. */
  markFirst?: boolean;
}

/** A value that opens where it comes from, marked where other sources say something else. */
export function Value({ of, children, markFirst = false }: ValueProps) {
  const { t } = useTranslation("provenance");
  const values = useFirmValues();
  if (!values) return children;
  const open = () => values.open(of);
  const mark = <Mark dissenters={values.dissenters(of)} onClick={open} />;
  return (
    <>
      {markFirst && mark}
      <button type="button" className={styles["value"]} title={t("open")} onClick={open}>
        {children}
      </button>
      {!markFirst && mark}
    </>
  );
}

function Mark({ dissenters, onClick }: { dissenters: number; onClick: () => void }) {
  const { t } = useTranslation("provenance");
  if (dissenters === 0) return null;
  const words = t("disagree", { count: dissenters });
  return (
    <Tooltip title={words}>
      <span className={styles["mark"]} role="img" aria-label={words} onClick={onClick}>
        ≠
      </span>
    </Tooltip>
  );
}
