import { Button, Result } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { ApiProblem, isProblem } from "@/shared/api/problem";

type Translate = ReturnType<typeof useTranslation<"common">>["t"];

/** A failure in the user's words: the server's own sentence where it gave one, else what its status means. */
export function problemText(t: Translate, error: unknown): string {
  if (!(error instanceof ApiProblem)) return t("problem.unexpected");
  if (error.status === 0) return t("problem.network");
  const fields = error.errors.map(({ field, message }) => (field ? `${field}: ${message}` : message));
  if (fields.length > 0) return fields.join(" ");
  if (error.message) return error.message;
  if (error.status === 429) return t("problem.tooMany");
  return error.status >= 500 ? t("problem.server") : t("problem.refused");
}

function codeOf(error: unknown): string {
  return error instanceof ApiProblem ? error.code : "app.unexpected";
}

const TITLES = {
  400: "problem.misfiltered",
  403: "problem.forbidden",
  404: "problem.notFound",
  warning: "problem.title",
} as const;

/**
 * What stands in place of data that could not be had: why, the code to quote, and a way to try again; where the
 * address asks for what does not exist, trying again would not help, but leaving the conditions out does.
 */
export function Problem({ of, onRetry }: { of: unknown; onRetry?: () => unknown }) {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const misfiltered = isProblem(of, 400) && search !== "";
  const status = of instanceof ApiProblem && (of.status === 403 || of.status === 404) ? of.status : "warning";
  return (
    <Result
      status={status}
      title={t(TITLES[misfiltered ? 400 : status])}
      subTitle={
        <>
          <div>{problemText(t, of)}</div>
          <div>
            {t("problem.code")} <code>{codeOf(of)}</code>
          </div>
        </>
      }
      extra={
        misfiltered ? (
          <Link to={pathname}>
            <Button type="primary">{t("action.clear")}</Button>
          </Link>
        ) : (
          onRetry && (
            <Button type="primary" onClick={() => void onRetry()}>
              {t("action.retry")}
            </Button>
          )
        )
      }
    />
  );
}
