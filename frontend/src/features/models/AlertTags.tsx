import { Tag, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import type { ModelAlert } from "@/features/models/types";
import { useWords } from "@/shared/i18n";

const LEVELS = ["alarm", "notice"] as const satisfies readonly ModelAlert["level"][];
const COLOURS = { alarm: "red", notice: "gold" } as const;

/** How much wants to be looked at, alarms first; the sentences on hover and on focus. */
export function AlertTags({ alerts }: { alerts: readonly ModelAlert[] }) {
  const { t } = useTranslation("models");
  if (alerts.length === 0) return <Tag color="green">{t("alert.none")}</Tag>;
  return (
    <span className="tags">
      {LEVELS.map((level) => (
        <LevelTag key={level} level={level} alerts={alerts.filter((alert) => alert.level === level)} />
      ))}
    </span>
  );
}

function LevelTag({ level, alerts }: { level: ModelAlert["level"]; alerts: readonly ModelAlert[] }) {
  const { t } = useTranslation("models");
  const words = useWords();
  if (alerts.length === 0) return null;
  const said = alerts.map((alert) => <div key={`${alert.code} ${alert.feature}`}>{words(alert)}</div>);
  return (
    <Tooltip title={said} trigger={["hover", "focus"]}>
      <Tag color={COLOURS[level]} tabIndex={0}>
        {t(`alert.${level}`, { found: alerts.length })}
      </Tag>
    </Tooltip>
  );
}
