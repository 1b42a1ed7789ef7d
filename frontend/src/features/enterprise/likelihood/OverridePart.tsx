import { useMutation } from "@tanstack/react-query";
import { App, Button, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { OverrideDialog } from "@/features/enterprise/likelihood/OverrideDialog";
import styles from "@/features/enterprise/likelihood/likelihood.module.css";
import { useReread } from "@/features/enterprise/likelihood/useReread";
import { confirmOverride, endOverride } from "@/features/enterprise/queries";
import type { Likelihood, Override } from "@/shared/api/types";
import { chance, day } from "@/shared/format";
import { can, useMe } from "@/shared/session";
import { problemText } from "@/shared/ui/Problem";
import { ReasonModal } from "@/shared/ui/ReasonModal";

interface OverridePartProps {
  uscc: string;
  likelihood: Likelihood;
}

/** A person's judgement beside the model's figure, never in its place; and the way to state one. */
export function OverridePart({ uscc, likelihood }: OverridePartProps) {
  const { t } = useTranslation("likelihood");
  const me = useMe();
  const [stating, setStating] = useState(false);
  const may = can(me, "score_override", "create") && likelihood.state !== "not_at_risk";
  if (!likelihood.override && !may) return null;
  return (
    <div className={styles["override"]}>
      {likelihood.override && <Standing uscc={uscc} target={likelihood.target.code} override={likelihood.override} />}
      {may && (
        <Button size="small" type="link" onClick={() => setStating(true)}>
          {t(likelihood.override ? "override.again" : "override.do")}
        </Button>
      )}
      {stating && <OverrideDialog uscc={uscc} likelihood={likelihood} onClose={() => setStating(false)} />}
    </div>
  );
}

function Standing({ uscc, target, override }: { uscc: string; target: string; override: Override }) {
  const { t } = useTranslation("likelihood");
  const [ending, setEnding] = useState(false);
  const said = { by: override.made_by.display_name, on: day(override.made_at), until: day(override.until) };
  return (
    <>
      <div>
        <Tag color="volcano">{t("override.tag")}</Tag>
        <strong>{chance(override.probability)}</strong>{" "}
        {override.confirmed_by ? (
          <Tag color="green">{t("override.confirmedBy", { by: override.confirmed_by.display_name })}</Tag>
        ) : (
          <Tag>{t("override.unconfirmed")}</Tag>
        )}
      </div>
      <div>{override.reason}</div>
      <div className="muted">
        {override.model_probability === null
          ? t("override.byAlone", said)
          : t("override.by", { ...said, model: chance(override.model_probability) })}
      </div>
      <div className="tags">
        {override.can.includes("confirm") && <Confirm uscc={uscc} target={target} override={override} />}
        {override.can.includes("end") && (
          <Button size="small" onClick={() => setEnding(true)}>
            {t("override.end")}
          </Button>
        )}
      </div>
      {ending && <End uscc={uscc} target={target} override={override} onClose={() => setEnding(false)} />}
    </>
  );
}

interface StepProps {
  uscc: string;
  target: string;
  override: Override;
}

function Confirm({ uscc, target, override }: StepProps) {
  const { t } = useTranslation("likelihood");
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const reread = useReread(uscc);
  const taken = useMutation({
    mutationFn: () => confirmOverride(uscc, target, override.id),
    onSuccess: () => void message.success(t("override.confirmed")),
    onError: (error) => void message.error(problemText(common, error)),
    onSettled: reread,
  });
  return (
    <Button size="small" type="primary" loading={taken.isPending} onClick={() => taken.mutate()}>
      {t("override.confirm")}
    </Button>
  );
}

function End({ uscc, target, override, onClose }: StepProps & { onClose: () => void }) {
  const { t } = useTranslation("likelihood");
  const { message } = App.useApp();
  const reread = useReread(uscc);
  const taken = useMutation({
    mutationFn: (note: string) => endOverride(uscc, target, override.id, note),
    onSuccess: async () => {
      void message.success(t("override.ended"));
      onClose();
      await reread();
    },
  });
  return (
    <ReasonModal
      title={t("override.endTitle")}
      note={t("override.endNote")}
      label={t("override.endWhy")}
      okText={t("override.end")}
      busy={taken.isPending}
      error={taken.error}
      onOk={(note) => taken.mutate(note)}
      onCancel={onClose}
    />
  );
}
