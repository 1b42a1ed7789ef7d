import { Alert, Button, Flex, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { leftOut, tally } from "@/features/imports/outcomes";
import styles from "@/features/imports/preview/preview.module.css";
import { commit } from "@/features/imports/queries";
import type { Import } from "@/features/imports/types";
import { useStep } from "@/features/imports/useStep";
import { number } from "@/shared/format";
import { problemText } from "@/shared/ui/Problem";

/** The decision to write, always in sight: everything, or expressly without the rows that cannot be written. */
export function CommitBar({ table }: { table: Import }) {
  const { t } = useTranslation("imports");
  const [asking, setAsking] = useState(false);
  const { good, bad } = tally(table.counts);
  const out = leftOut(table);
  if (!table.can.commit) return null;
  return (
    <Flex wrap gap={12} align="center" justify="space-between" className={styles["commit"]}>
      <span>
        {bad > 0 ? t("commit.some", summary(table)) : t("commit.all", summary(table))}
        {out > 0 && ` ${t("commit.leftOut", { shown: number(out) })}`}
      </span>
      <Button type="primary" size="large" disabled={good === 0} onClick={() => setAsking(true)}>
        {t(bad > 0 ? "commit.goodOnly" : "commit.write", { shown: number(good) })}
      </Button>
      {asking && <Sure table={table} onClose={() => setAsking(false)} />}
    </Flex>
  );
}

function Sure({ table, onClose }: { table: Import; onClose: () => void }) {
  const { t } = useTranslation("imports");
  const { t: common } = useTranslation();
  const { good, bad } = tally(table.counts);
  const write = useStep(table, () => commit(table.id, bad > 0));
  const numbers = summary(table);
  return (
    <Modal
      open
      title={t("commit.title")}
      okText={t(bad > 0 ? "commit.goodOnly" : "commit.write", { shown: number(good) })}
      cancelText={common("action.cancel")}
      confirmLoading={write.isPending}
      onOk={() => write.mutate(undefined, { onSuccess: onClose })}
      onCancel={onClose}
    >
      <p>{t("commit.writes", numbers)}</p>
      {bad > 0 && <Alert type="warning" showIcon title={<Leaves table={table} />} className="gap-below" />}
      <p className="muted">{t("commit.note")}</p>
      {write.error && <Alert type="error" showIcon title={problemText(common, write.error)} />}
    </Modal>
  );
}

/** The rows that stay behind, and how many of them somebody decided to leave out. */
function Leaves({ table }: { table: Import }) {
  const { t } = useTranslation("imports");
  const out = leftOut(table);
  return (
    <>
      {t("commit.leaves", summary(table))} {out > 0 && t("commit.leftOut", { shown: number(out) })}
    </>
  );
}

function summary({ counts }: Import): Record<keyof Import["counts"], string> {
  return {
    create: number(counts.create),
    update: number(counts.update),
    repeat: number(counts.repeat),
    conflict: number(counts.conflict),
    refuse: number(counts.refuse),
  };
}
