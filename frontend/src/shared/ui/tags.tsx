import { CheckCircleFilled, CloseCircleFilled, QuestionCircleFilled } from "@ant-design/icons";
import { Tag, Tooltip } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { EnterpriseRow, Verdict } from "@/shared/api/types";
import { chance, interval, percent } from "@/shared/format";
import { VERDICT_COLOURS, tierColour } from "@/shared/palette";
import styles from "@/shared/ui/tags.module.css";

const TIERS = ["0", "1", "2", "3", "4"] as const;

/** The tier's name as the bureau says it. */
export function useTierName(): (tier: number) => string {
  const { t } = useTranslation();
  return (tier) => t(`tier.${TIERS[tier] ?? "0"}`);
}

export function TierTag({ tier }: { tier: number }) {
  const name = useTierName();
  return (
    <Tag color={tierColour(tier)} variant="solid" className={styles["tier"]}>
      {name(tier)}
    </Tag>
  );
}

const ICONS: Record<"met" | "unmet" | "unknown", ReactNode> = {
  met: <CheckCircleFilled className={styles["met"]} />,
  unmet: <CloseCircleFilled className={styles["unmet"]} />,
  unknown: <QuestionCircleFilled className={styles["unknown"]} />,
};

/** Met, not met or unknown, as an icon with the word beside it. */
export function StatusMark({ status }: { status: "met" | "unmet" | "unknown" }) {
  const { t } = useTranslation();
  return (
    <span className={styles["status"]}>
      {ICONS[status]} {t(`status.${status}`)}
    </span>
  );
}

export function VerdictTag({ verdict, low, high }: { verdict: Verdict; low?: number | null; high?: number | null }) {
  const { t } = useTranslation();
  const word = t(`verdict.${verdict}`);
  const points = low == null ? "" : ` ${interval(low, high)}`;
  return (
    <Tooltip title={low == null ? undefined : t("verdict.points", { points: interval(low, high) })}>
      <Tag color={VERDICT_COLOURS[verdict]} variant="outlined" className={styles["verdict"]}>
        {word}
        {points}
      </Tag>
    </Tooltip>
  );
}

/** A probability as a short bar with its figure; a dash where the model gives none. */
export function LikelihoodBar({ value }: { value: number | null | undefined }) {
  const { t } = useTranslation();
  if (value == null) {
    return (
      <Tooltip title={t("likelihood.none")}>
        <span className={styles["muted"]}>—</span>
      </Tooltip>
    );
  }
  return (
    <span className={styles["likelihood"]}>
      <span className={styles["track"]}>
        <span className={styles["fill"]} style={{ width: percent(value) }} />
      </span>
      <span className={styles["figure"]}>{chance(value, value < 0.1 ? 1 : 0)}</span>
    </span>
  );
}

/** Says of a firm, wherever it shows, that it is invented. */
export function SyntheticTag() {
  const { t } = useTranslation();
  return (
    <Tooltip title={t("synthetic.explained")}>
      <Tag color="purple" variant="filled">
        {t("synthetic.tag")}
      </Tag>
    </Tooltip>
  );
}

export function FirmStatusTag({ status }: { status: EnterpriseRow["status"] }) {
  const { t } = useTranslation();
  return (
    <Tag variant="filled" color={status === "operating" ? "green" : "default"}>
      {t(`firmStatus.${status}`)}
    </Tag>
  );
}
