import { Button, Result } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

/** An address that names nothing here. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <Result
      status={404}
      title={t("lost.title")}
      subTitle={t("lost.text")}
      extra={
        <Link to="/">
          <Button type="primary">{t("lost.home")}</Button>
        </Link>
      }
    />
  );
}

/** A section that the user's role has no right to. */
export function Forbidden() {
  const { t } = useTranslation();
  return (
    <Result
      status={403}
      title={t("forbidden.title")}
      subTitle={t("forbidden.text")}
      extra={
        <Link to="/">
          <Button type="primary">{t("lost.home")}</Button>
        </Link>
      }
    />
  );
}

/** A page that broke while it was drawn (or whose files a new release has replaced): loading anew mends most. */
export function Broken() {
  const { t } = useTranslation();
  return (
    <Result
      status="error"
      title={t("broken.title")}
      subTitle={t("broken.text")}
      extra={
        <Button type="primary" onClick={() => window.location.reload()}>
          {t("broken.reload")}
        </Button>
      }
    />
  );
}
