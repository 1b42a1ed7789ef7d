import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Modal } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { nameOf } from "@/features/rulebooks/overview/groups";
import { openDraft, reinstate, rulebookOf, versionsQuery, withdraw } from "@/features/rulebooks/queries";
import type { Published } from "@/features/rulebooks/types";
import { useWords } from "@/shared/i18n";
import { problemText } from "@/shared/ui/Problem";
import { ReasonModal } from "@/shared/ui/ReasonModal";

/** What can be done with a version: hold it against the one before, draft the next, take it back. */
export function VersionActions({ of }: { of: Published }) {
  const { t } = useTranslation("rulebooks");
  const [asked, setAsked] = useState<"withdraw" | "reinstate" | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <CompareWithPrevious of={of} />
      {of.can.withdraw && (
        <Button danger onClick={() => setAsked("withdraw")}>
          {t("withdraw.do")}
        </Button>
      )}
      {of.can.reinstate && <Button onClick={() => setAsked("reinstate")}>{t("reinstate.do")}</Button>}
      {of.can.draft && <DraftNext of={of} />}
      {asked === "withdraw" && of.if_withdrawn.referring.length > 0 && <StandsInTheWay of={of} onClose={close} />}
      {asked === "withdraw" && of.if_withdrawn.referring.length === 0 && (
        <Reasoned of={of} step="withdraw" take={withdraw} note={<WhatThen of={of} />} onClose={close} />
      )}
      {asked === "reinstate" && (
        <Reasoned of={of} step="reinstate" take={reinstate} note={t("reinstate.note")} onClose={close} />
      )}
    </>
  );
}

/** Another version of the same programme if there is one: the one before, else the one after. */
function CompareWithPrevious({ of }: { of: Published }) {
  const { t } = useTranslation("rulebooks");
  const { data = [] } = useQuery(versionsQuery);
  const others = data
    .filter((one) => one.programme === of.programme && one.version !== of.version)
    .sort((one, other) => other.effective_from.localeCompare(one.effective_from));
  const before = others.find(({ effective_from }) => effective_from < of.effective_from);
  const other = before ?? others.at(-1);
  if (!other) return null;
  const [left, right] = before ? [nameOf(other), nameOf(of)] : [nameOf(of), nameOf(other)];
  return (
    <Link to={`/rulebooks/compare?left=${left}&right=${right}`}>
      <Button>{t("compare.with", { version: other.version })}</Button>
    </Link>
  );
}

function DraftNext({ of }: { of: Published }) {
  const { t } = useTranslation("rulebooks");
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const client = useQueryClient();
  const open = useMutation({
    mutationFn: () => openDraft({ programme: of.programme, based_on: of.version }),
    onSuccess: async ({ id }) => {
      void client.invalidateQueries({ queryKey: ["rulebook-drafts"] });
      await navigate(`/drafts/${id}`);
    },
    onError: (error) => void message.error(problemText(common, error)),
  });
  return (
    <Button type="primary" loading={open.isPending} onClick={() => open.mutate()}>
      {t("draftNext")}
    </Button>
  );
}

/** What decides once this version is withdrawn. */
function WhatThen({ of }: { of: Published }) {
  const { t } = useTranslation("rulebooks");
  const { decides, successor } = of.if_withdrawn;
  const then = successor ? t("withdraw.successor", { version: successor.version }) : t("withdraw.noSuccessor");
  return (
    <>
      <strong>{decides ? then : t("withdraw.notDeciding")}</strong> {t("withdraw.note")}
    </>
  );
}

/** Versions that take the criteria over have to change first: said before anybody writes a reason. */
function StandsInTheWay({ of, onClose }: { of: Published; onClose: () => void }) {
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  const { t: common } = useTranslation();
  return (
    <Modal
      open
      title={t("withdraw.title", { name: words(of.title), version: of.version })}
      footer={<Button onClick={onClose}>{common("action.cancel")}</Button>}
      onCancel={onClose}
    >
      <p>{t("withdraw.referredTo")}</p>
      <ul>
        {of.if_withdrawn.referring.map((one) => (
          <li key={nameOf(one)}>
            <Link to={`/rulebooks/${one.programme}/${one.version}`}>{nameOf(one)}</Link>
          </li>
        ))}
      </ul>
    </Modal>
  );
}

interface ReasonedProps {
  of: Published;
  step: "withdraw" | "reinstate";
  take: (programme: string, version: string, reason: string) => Promise<Published>;
  note: ReactNode;
  onClose: () => void;
}

function Reasoned({ of, step, take, note, onClose }: ReasonedProps) {
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  const client = useQueryClient();
  const { message } = App.useApp();
  const taken = useMutation({
    mutationFn: (reason: string) => take(of.programme, of.version, reason),
    onSuccess: (now) => {
      client.setQueryData(rulebookOf(of.programme, of.version).queryKey, now);
      // What was read of rulebooks and verdicts is old from here on.
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" });
      void message.success(t(`${step}.done`));
      onClose();
    },
  });
  return (
    <ReasonModal
      title={t(`${step}.title`, { name: words(of.title), version: of.version })}
      note={note}
      label={t(`${step}.reason`)}
      okText={t(`${step}.do`)}
      danger={step === "withdraw"}
      busy={taken.isPending}
      error={taken.error}
      onOk={(reason) => taken.mutate(reason)}
      onCancel={onClose}
    />
  );
}
