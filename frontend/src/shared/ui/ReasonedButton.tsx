import { Button, type ButtonProps } from "antd";
import styles from "@/shared/ui/ReasonedButton.module.css";

interface ReasonedButtonProps extends Omit<ButtonProps, "disabled"> {
  /** Why it cannot be pressed now, in words; without a reason it can. */
  why?: string | null;
}

/** A button that is never grey without saying why: the reason stands below it and is read out with it. */
export function ReasonedButton({ why, id, ...button }: ReasonedButtonProps) {
  const said = why && id ? `${id}-why` : undefined;
  return (
    <span className={styles["reasoned"]}>
      <Button {...button} id={id} disabled={Boolean(why)} aria-describedby={said} />
      {why && (
        <span id={said} className={styles["why"]}>
          {why}
        </span>
      )}
    </span>
  );
}
