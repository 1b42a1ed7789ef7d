import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { approveLabel, type Label, refuseLabel, withdrawLabel } from "@/features/labels/queries";
import { problemText } from "@/shared/ui/Problem";
import { ReasonModal } from "@/shared/ui/ReasonModal";

const DECISIONS = { approve: approveLabel, refuse: refuseLabel } as const;
type Decision = keyof typeof DECISIONS;

/** What who is signed in may do with a label now. */
export function LabelActions({ of }: { of: Label }) {
  const { t } = useTranslation("labels");
  const [asked, setAsked] = useState<Decision | null>(null);
  return (
    <span className="tags">
      {of.can.includes("approve") && (
        <Button size="small" type="primary" onClick={() => setAsked("approve")}>
          {t("approve.do")}
        </Button>
      )}
      {of.can.includes("refuse") && (
        <Button size="small" onClick={() => setAsked("refuse")}>
          {t("refuse.do")}
        </Button>
      )}
      {of.can.includes("withdraw") && <Withdraw of={of} />}
      {asked && <Decide of={of} step={asked} onClose={() => setAsked(null)} />}
    </span>
  );
}

function Withdraw({ of }: { of: Label }) {
  const { t } = useTranslation("labels");
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const taken = useMutation({
    mutationFn: () => withdrawLabel(of.id),
    onSuccess: () => void message.success(t("withdraw.done")),
    onError: (error) => void message.error(problemText(common, error)),
    onSettled: () => client.invalidateQueries({ queryKey: ["training-labels"] }),
  });
  return (
    <Popconfirm title={t("withdraw.sure")} onConfirm={() => taken.mutate()}>
      <Button size="small" loading={taken.isPending}>
        {t("withdraw.do")}
      </Button>
    </Popconfirm>
  );
}

function Decide({ of, step, onClose }: { of: Label; step: Decision; onClose: () => void }) {
  const { t } = useTranslation("labels");
  const { message } = App.useApp();
  const client = useQueryClient();
  const taken = useMutation({
    mutationFn: (note: string) => DECISIONS[step](of.id, note),
    onSuccess: async () => {
      void message.success(t(`${step}.done`));
      onClose();
      await client.invalidateQueries({ queryKey: ["training-labels"] });
    },
  });
  return (
    <ReasonModal
      title={t(`${step}.title`)}
      note={t(`${step}.note`)}
      label={t(`${step}.label`)}
      okText={t(`${step}.do`)}
      danger={step === "refuse"}
      optional={step === "approve"}
      busy={taken.isPending}
      error={taken.error}
      onOk={(note) => taken.mutate(note)}
      onCancel={onClose}
    />
  );
}
