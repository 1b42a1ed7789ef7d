import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { leftOut, tally } from "@/features/imports/outcomes";
import type { Import } from "@/features/imports/types";
import { instant, number } from "@/shared/format";

/** What an import wrote, when and by whom; and what it left out. */
export function Written({ table }: { table: Import }) {
  const { t } = useTranslation("imports");
  const { create, update, repeat } = table.counts;
  const { bad } = tally(table.counts);
  const out = leftOut(table);
  const numbers = { create: number(create), update: number(update), repeat: number(repeat), bad: number(bad) };
  return (
    <Alert
      type="success"
      showIcon
      title={t("written.title", numbers)}
      description={
        <>
          {t("written.by", { at: instant(table.committed_at), name: table.committed_by?.display_name ?? "" })}
          {bad > 0 && <div>{t("written.left", numbers)}</div>}
          {out > 0 && <div>{t("commit.leftOut", { shown: number(out) })}</div>}
        </>
      }
    />
  );
}
