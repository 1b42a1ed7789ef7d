import { Result } from "antd";
import { useTranslation } from "react-i18next";
import { Navigate } from "react-router";
import { sectionsOf } from "@/app/sections";
import { useMe } from "@/shared/session";

/** Where everybody begins: their first section. Some roles (administrators) have none in this app. */
export function Home() {
  const { t } = useTranslation();
  const [first] = sectionsOf(useMe());
  return first ? (
    <Navigate to={`/${first}`} replace />
  ) : (
    <Result status="info" title={t("home.nothing")} subTitle={t("home.why")} />
  );
}
