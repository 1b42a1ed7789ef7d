import { BulbOutlined } from "@ant-design/icons";
import { Alert, Button, Flex, Switch } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { ColumnsTable } from "@/features/imports/mapping/ColumnsTable";
import { likely, type OpenNeed, type SheetDraft, withLikely } from "@/features/imports/mapping/draft";
import { HeaderRows } from "@/features/imports/mapping/HeaderRows";
import styles from "@/features/imports/mapping/mapping.module.css";
import type { Field } from "@/features/imports/types";

interface SheetEditorProps {
  sheet: SheetDraft;
  needs: OpenNeed[];
  fields: readonly Field[];
  onChange: (change: Partial<SheetDraft>) => void;
  onHeaderRow: (row: number) => void;
}

/** One sheet: whether it is read, where its header is, and what its columns mean. */
export function SheetEditor({ sheet, needs, fields, onChange, onHeaderRow }: SheetEditorProps) {
  const { t } = useTranslation("imports");
  const id = useId();
  const suggested = likely(sheet).size;
  return (
    <div className="stack">
      <Flex align="center" gap={8}>
        <Switch id={id} checked={sheet.read} onChange={(read) => onChange({ read })} />
        <label htmlFor={id}>{t("mapping.readSheet")}</label>
      </Flex>
      {sheet.hidden && <Alert type="info" showIcon title={t("mapping.hiddenSheet")} />}
      {sheet.read && (
        <>
          <HeaderRows sheet={sheet} onChoose={onHeaderRow} />
          {suggested > 0 && (
            <Button className={styles["take"]} icon={<BulbOutlined />} onClick={() => onChange(withLikely(sheet))}>
              {t("mapping.takeLikely", { count: suggested })}
            </Button>
          )}
          {sheet.columns.length > 0 && (
            <ColumnsTable
              sheet={sheet}
              needs={needs.filter((need) => need.sheet === sheet.name)}
              fields={fields}
              onChange={onChange}
            />
          )}
        </>
      )}
    </div>
  );
}
