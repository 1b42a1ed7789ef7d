import { Alert, Card } from "antd";
import { useTranslation } from "react-i18next";
import { KeptList } from "@/features/imports/done/KeptList";
import type { Import } from "@/features/imports/types";
import { instant, number } from "@/shared/format";

/** An import that was taken back: when, by whom, and what stayed because it was worked on since. */
export function Undone({ table }: { table: Import }) {
  const { t } = useTranslation("imports");
  const kept = table.kept.length;
  return (
    <>
      <Alert
        type="info"
        showIcon
        title={kept === 0 ? t("undone.all") : t("undone.some", { shown: number(kept) })}
        description={t("undone.by", { at: instant(table.undone_at), name: table.undone_by?.display_name ?? "" })}
      />
      {kept > 0 && (
        <Card title={t("kept.title")}>
          <KeptList kept={table.kept} />
        </Card>
      )}
    </>
  );
}
