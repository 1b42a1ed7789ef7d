import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { candidatesIn } from "@/shared/firm/duplicates";
import { fieldErrors } from "@/shared/firm/fieldErrors";
import { problemText } from "@/shared/ui/Problem";

/** Why an entry was not saved, unless it already stands at its field or as the list of firms that it may be. */
export function SaveProblem({ error, fields }: { error: Error | null; fields: readonly string[] }) {
  const { t } = useTranslation();
  if (!error || candidatesIn(error).length > 0) return null;
  if (fieldErrors(error, fields).length > 0)
    return <Alert type="error" showIcon className="gap-below" title={t("firm.seeFields")} />;
  return <Alert type="error" showIcon className="gap-below" title={problemText(t, error)} />;
}
