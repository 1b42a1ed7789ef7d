import styles from "@/shared/ui/PointsBar.module.css";

/** Points between a low and a high end on the scale to `max`: certain ones solid, possible ones pale. */
export function PointsBar({ low, high, max }: { low: number; high: number; max: number }) {
  const share = (points: number) => `${max > 0 ? (100 * points) / max : 0}%`;
  return (
    <span className={styles["track"]} aria-hidden>
      <span className={styles["sure"]} style={{ width: share(low) }} />
      <span className={styles["open"]} style={{ width: share(high - low) }} />
    </span>
  );
}
