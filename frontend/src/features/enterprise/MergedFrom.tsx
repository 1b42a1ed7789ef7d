import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";

/** Says to whoever asked for a record that was merged why another firm's page is shown. */
export function MergedFrom() {
  const { t } = useTranslation("enterprise");
  const from = mergedFrom(useLocation().state);
  if (!from) return null;
  return <Alert type="info" showIcon closable className="gap-below" title={t("merged", { uscc: from })} />;
}

function mergedFrom(state: unknown): string | null {
  const given = typeof state === "object" && state !== null && "mergedFrom" in state ? state.mergedFrom : null;
  return typeof given === "string" ? given : null;
}
