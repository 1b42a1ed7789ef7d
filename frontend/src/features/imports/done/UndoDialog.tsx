import { useQuery } from "@tanstack/react-query";
import { Alert, Modal, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { KeptList } from "@/features/imports/done/KeptList";
import { undo, undoPlanOf } from "@/features/imports/queries";
import type { Import, UndoPlan } from "@/features/imports/types";
import { useStep } from "@/features/imports/useStep";
import { number } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { Problem, problemText } from "@/shared/ui/Problem";

/** What taking an import back would do, before it is done: what goes, what gets its old value, what stays and why. */
export function UndoDialog({ table, onClose }: { table: Import; onClose: () => void }) {
  const { t } = useTranslation("imports");
  const { t: common } = useTranslation();
  const plan = useQuery(undoPlanOf(table.id));
  const carryOut = useStep(table, () => undo(table.id));
  return (
    <Modal
      open
      width={720}
      title={t("undo.title")}
      okText={t("undo.do")}
      okButtonProps={{ danger: true, disabled: !plan.data || isEmpty(plan.data) }}
      cancelText={common("action.cancel")}
      confirmLoading={carryOut.isPending}
      onOk={() => carryOut.mutate(undefined, { onSuccess: onClose })}
      onCancel={onClose}
    >
      {plan.error && <Problem of={plan.error} onRetry={plan.refetch} />}
      {plan.isPending && <Skeleton active />}
      {plan.data && <Plan of={plan.data} />}
      {carryOut.error && <Alert type="error" showIcon title={problemText(common, carryOut.error)} />}
    </Modal>
  );
}

function isEmpty(plan: UndoPlan): boolean {
  return plan.deletes.length === 0 && plan.restores === 0;
}

function Plan({ of }: { of: UndoPlan }) {
  const { t } = useTranslation("imports");
  const words = useWords();
  return (
    <>
      {isEmpty(of) && <Alert type="info" showIcon title={t("undo.nothing")} className="gap-below" />}
      <ul>
        {of.deletes.map((one) => (
          <li key={one.table}>{t("undo.deletes", { table: words(one), shown: number(one.count) })}</li>
        ))}
        {of.restores > 0 && <li>{t("undo.restores", { shown: number(of.restores) })}</li>}
        <li>{of.kept.length === 0 ? t("undo.keepsNothing") : t("undo.keeps", { shown: number(of.kept.length) })}</li>
      </ul>
      {of.kept.length > 0 && <KeptList kept={of.kept} />}
    </>
  );
}
