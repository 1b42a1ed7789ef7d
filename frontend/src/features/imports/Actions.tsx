import { App, Button, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { UndoDialog } from "@/features/imports/done/UndoDialog";
import { SaveMapping } from "@/features/imports/mapping/SaveMapping";
import { discard } from "@/features/imports/queries";
import type { Import } from "@/features/imports/types";
import { useStep } from "@/features/imports/useStep";
import { can, useMe } from "@/shared/session";
import { problemText } from "@/shared/ui/Problem";

interface ActionsProps {
  table: Import;
  onRemap?: () => void;
}

/** What can be done with an import beside going on with it. */
export function Actions({ table, onRemap }: ActionsProps) {
  const { t } = useTranslation("imports");
  const me = useMe();
  const previewed = table.state === "previewed";
  return (
    <>
      {table.can.discard && <Discard table={table} />}
      {previewed && can(me, "import_mapping", "create") && <SaveMapping table={table} />}
      {previewed && table.can.map && onRemap && <Button onClick={onRemap}>{t("mapping.change")}</Button>}
      {table.state === "committed" && table.can.undo && <Undo table={table} />}
    </>
  );
}

function Discard({ table }: { table: Import }) {
  const { t } = useTranslation("imports");
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const drop = useStep(table, () => discard(table.id));
  return (
    <Popconfirm
      title={t("decision.discardSure")}
      okText={t("decision.discard")}
      onConfirm={() => drop.mutate(undefined, { onError: (error) => void message.error(problemText(common, error)) })}
    >
      <Button danger loading={drop.isPending}>
        {t("decision.discard")}
      </Button>
    </Popconfirm>
  );
}

function Undo({ table }: { table: Import }) {
  const { t } = useTranslation("imports");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {t("undo.title")}
      </Button>
      {open && <UndoDialog table={table} onClose={() => setOpen(false)} />}
    </>
  );
}
