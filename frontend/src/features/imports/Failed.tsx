import { Button, Card, Result } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { MappingEditor } from "@/features/imports/mapping/MappingEditor";
import type { Import } from "@/features/imports/types";

/** A table that could not be read: why, what to do, and the way to the next try with the same answers. */
export function Failed({ table }: { table: Import }) {
  const { t } = useTranslation("imports");
  return (
    <>
      <Card>
        <Result
          status="warning"
          title={table.problem?.message ?? t("failed.title")}
          subTitle={
            <>
              {t("failed.note")} {table.problem && <code>{table.problem.code}</code>}
            </>
          }
          extra={
            <Link to={`/imports/new?kind=${table.kind}`}>
              <Button type="primary">{t("failed.again")}</Button>
            </Link>
          }
        />
      </Card>
      {table.can.map && table.sheets.length > 0 && <MappingEditor table={table} />}
    </>
  );
}
