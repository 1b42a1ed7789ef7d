import { Alert, Button, Card, Flex, Tabs } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { filled, FixedValues } from "@/features/imports/FixedValues";
import { useFields, useKind } from "@/features/imports/kinds";
import { type Draft, askedOf, draftOf, isChanged, openNeeds, withSheet } from "@/features/imports/mapping/draft";
import { NeedsList } from "@/features/imports/mapping/NeedsList";
import { SheetEditor } from "@/features/imports/mapping/SheetEditor";
import { useRemap } from "@/features/imports/mapping/useRemap";
import styles from "@/features/imports/mapping/mapping.module.css";
import type { Import } from "@/features/imports/types";
import { number } from "@/shared/format";
import { problemText } from "@/shared/ui/Problem";

interface MappingEditorProps {
  table: Import;
  /** Back to the preview, where there is one. */
  onLeave?: () => void;
}

/** Which column is which field, in which unit, under which header row: as recognised, and corrected by hand. */
export function MappingEditor({ table, onLeave }: MappingEditorProps) {
  const { t } = useTranslation("imports");
  const { t: common } = useTranslation();
  const [draft, setDraft] = useState<Draft>(() => draftOf(table));
  const [shown, setShown] = useState(() => firstToShow(table));
  const kind = useKind(table.kind);
  const fields = useFields(table.kind);
  const remap = useRemap(table);
  const open = openNeeds(draft, table, fields);
  const read = (asked: Draft, anew?: string) =>
    remap.mutate(askedOf({ ...asked, fixed: filled(asked.fixed) }, anew), { onSuccess: anew ? undefined : onLeave });
  return (
    <div className="stack">
      <NeedsList needs={open} onGo={(sheet) => sheet !== null && setShown(sheet)} />
      {remap.error && <Alert type="error" showIcon title={problemText(common, remap.error)} />}
      <Card>
        <Tabs
          activeKey={shown}
          onChange={setShown}
          items={draft.sheets.map((sheet) => ({
            key: sheet.name,
            label: <SheetLabel name={sheet.name} rows={sheet.rows} read={sheet.read} />,
            children: (
              <SheetEditor
                sheet={sheet}
                needs={open}
                fields={kind?.fields ?? []}
                onChange={(change) => setDraft(withSheet(draft, sheet.name, change))}
                onHeaderRow={(headerRow) => read(withSheet(draft, sheet.name, { headerRow, read: true }), sheet.name)}
              />
            ),
          }))}
        />
      </Card>
      <Card title={t("fixed.title")}>
        <p className="muted">{t("fixed.help")}</p>
        <FixedValues
          fields={kind?.fields ?? []}
          value={draft.fixed}
          onChange={(fixed) => setDraft({ ...draft, fixed })}
        />
      </Card>
      <Flex justify="end" gap={8} wrap className={styles["bar"]}>
        {onLeave && <Button onClick={onLeave}>{t("mapping.back")}</Button>}
        <Button
          type="primary"
          size="large"
          disabled={open.length > 0 || (table.state === "previewed" && !isChanged(draft, table))}
          loading={remap.isPending}
          onClick={() => read(draft)}
        >
          {t("mapping.submit")}
        </Button>
      </Flex>
    </div>
  );
}

/** The sheet that something is needed of, else the first that is read. */
function firstToShow(table: Import): string {
  const needed = table.needs[0]?.sheet;
  const sheet = table.sheets.find(({ name }) => name === needed) ?? table.sheets.find(({ read }) => read);
  return (sheet ?? table.sheets[0])?.name ?? "";
}

function SheetLabel({ name, rows, read }: { name: string; rows: number; read: boolean }) {
  const { t } = useTranslation("imports");
  return (
    <span className={read ? undefined : "muted"}>
      {name || t("mapping.onlySheet")} · {read ? t("mapping.rows", { shown: number(rows) }) : t("mapping.sheetNotRead")}
    </span>
  );
}
