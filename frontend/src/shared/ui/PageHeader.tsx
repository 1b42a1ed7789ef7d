import { Typography } from "antd";
import type { ReactNode } from "react";
import styles from "@/shared/ui/PageHeader.module.css";

/** The head of a page: what it is, one line of what it is for, and what can be done. */
export function PageHeader({ title, note, actions }: { title: ReactNode; note?: ReactNode; actions?: ReactNode }) {
  return (
    <header className={styles["header"]}>
      <div>
        <Typography.Title level={4} className={styles["title"]}>
          {title}
        </Typography.Title>
        {note && <Typography.Text type="secondary">{note}</Typography.Text>}
      </div>
      {actions && <div className={styles["actions"]}>{actions}</div>}
    </header>
  );
}
