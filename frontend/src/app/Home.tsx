import { Result } from "antd";
import { useTranslation } from "react-i18next";
import { Navigate } from "react-router";
import { homeOf } from "@/app/sections";
import { useMe } from "@/shared/session";

/** Where everybody begins. Some roles (administrators) have no section in this app. */
export function Home() {
  const { t } = useTranslation();
  const first = homeOf(useMe());
  return first ? (
    <Navigate to={`/${first}`} replace />
  ) : (
    <Result status="info" title={t("home.nothing")} subTitle={t("home.why")} />
  );
}
