import { Spin } from "antd";
import styles from "@/shared/ui/Loading.module.css";

export function Loading() {
  return (
    <div className={styles["loading"]}>
      <Spin size="large" />
    </div>
  );
}
