import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isUnderWay, retire, rollBack, targetOf, train } from "@/features/models/queries";
import type { TargetModels } from "@/features/models/types";
import { problemText } from "@/shared/ui/Problem";
import { ReasonedButton } from "@/shared/ui/ReasonedButton";
import { ReasonModal } from "@/shared/ui/ReasonModal";

/** What can be done with the models of a target: train one, put the former one back, do without. */
export function TargetActions({ of }: { of: TargetModels }) {
  const { t } = useTranslation("models");
  const [asked, setAsked] = useState<"roll_back" | "retire" | null>(null);
  return (
    <>
      {of.can.includes("roll_back") && <Button onClick={() => setAsked("roll_back")}>{t("rollBack.do")}</Button>}
      {of.can.includes("retire") && (
        <Button danger onClick={() => setAsked("retire")}>
          {t("retire.do")}
        </Button>
      )}
      {of.can.includes("train") && <Train of={of} />}
      {asked && <Decide of={of} step={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function Train({ of }: { of: TargetModels }) {
  const { t } = useTranslation("models");
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: () => train(of.target.code),
    onSuccess: () => void message.success(t("training.started")),
    onError: (error) => void message.error(problemText(common, error)),
    onSettled: () => client.invalidateQueries({ queryKey: ["models"] }),
  });
  const running = start.isPending || isUnderWay(of.trainings[0]);
  return (
    <Popconfirm placement="bottomRight" title={t("training.sure")} disabled={running} onConfirm={() => start.mutate()}>
      <ReasonedButton id="train" type="primary" why={running ? t("training.already") : null}>
        {t("training.do")}
      </ReasonedButton>
    </Popconfirm>
  );
}

const STEPS = {
  roll_back: { take: rollBack, words: "rollBack" },
  retire: { take: retire, words: "retire" },
} as const;

function Decide({ of, step, onClose }: { of: TargetModels; step: keyof typeof STEPS; onClose: () => void }) {
  const { t } = useTranslation("models");
  const { message } = App.useApp();
  const client = useQueryClient();
  const { take, words } = STEPS[step];
  const taken = useMutation({
    mutationFn: (note: string) => take(of.target.code, note),
    onSuccess: (now) => {
      client.setQueryData(targetOf(of.target.code).queryKey, now);
      void client.invalidateQueries({ queryKey: ["models"] });
      void message.success(t(`${words}.done`));
      onClose();
    },
  });
  return (
    <ReasonModal
      title={t(`${words}.title`)}
      note={t(`${words}.note`)}
      label={t("decisions.why")}
      okText={t(`${words}.do`)}
      danger={step === "retire"}
      busy={taken.isPending}
      error={taken.error}
      onOk={(note) => taken.mutate(note)}
      onCancel={onClose}
    />
  );
}
