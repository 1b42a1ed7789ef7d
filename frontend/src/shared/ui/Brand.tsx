import styles from "@/shared/ui/Brand.module.css";

/** The mark and the name. */
export function Brand({ size = 28, inverse = false }: { size?: number; inverse?: boolean }) {
  return (
    <span className={`${styles["brand"] ?? ""} ${inverse ? (styles["inverse"] ?? "") : ""}`}>
      <img src="/favicon.svg" alt="" width={size} height={size} />
      <span className={styles["name"]}>梯度</span>
      <span className={styles["latin"]}>Tidu</span>
    </span>
  );
}
