import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import type { EditConflict } from "@/features/enterprise/editConflict";
import styles from "@/shared/firm/firm.module.css";
import { STATED_FIELDS } from "@/shared/firm/stated";
import { MISSING } from "@/shared/format";

/** What somebody else changed in the meantime, field by field: seen, mine, now. */
export function Conflicts({ conflicts }: { conflicts: EditConflict[] }) {
  const { t } = useTranslation("enterprise");
  const table = (
    <table className={styles["conflicts"]}>
      <thead>
        <tr>
          <th />
          <th>{t("edit.was")}</th>
          <th>{t("edit.mine")}</th>
          <th>{t("edit.now")}</th>
        </tr>
      </thead>
      <tbody>
        {conflicts.map((one) => (
          <tr key={one.field}>
            <td>
              <FieldName field={one.field} />
            </td>
            <td>{one.was ?? MISSING}</td>
            <td>{one.mine ?? MISSING}</td>
            <td>
              <strong>{one.now ?? MISSING}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
  return <Alert type="warning" showIcon className="gap-below" title={t("edit.clash")} description={table} />;
}

function FieldName({ field }: { field: string }) {
  const { t } = useTranslation();
  const known = STATED_FIELDS.find((one) => one === field);
  return known ? t(`firm.field.${known}`) : field;
}
