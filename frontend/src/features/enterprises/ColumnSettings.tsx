import { SettingOutlined } from "@ant-design/icons";
import { Button, Checkbox, Popover } from "antd";
import { useTranslation } from "react-i18next";
import styles from "@/features/enterprises/ColumnSettings.module.css";
import { isReadable, OPTIONAL_COLUMNS, type OptionalColumn } from "@/features/enterprises/state";
import { useMe } from "@/shared/session";

/** Which columns the list shows; kept in this browser. */
export function ColumnSettings({
  shown,
  onChange,
}: {
  shown: OptionalColumn[];
  onChange: (shown: OptionalColumn[]) => void;
}) {
  const { t } = useTranslation("enterprises");
  const me = useMe();
  const options = OPTIONAL_COLUMNS.filter((column) => isReadable(me, column)).map((value) => ({ value, label: t(`column.${value}`) }));
  const choices = (
    <Checkbox.Group
      className={styles["choices"]}
      options={options}
      value={shown}
      onChange={(chosen) => onChange(chosen)}
    />
  );
  return (
    <Popover trigger="click" placement="bottomRight" title={t("columns")} content={choices}>
      <Button icon={<SettingOutlined />}>{t("columns")}</Button>
    </Popover>
  );
}
