import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { beforePublication, beforeSubmission, type Hurdle, type Standing } from "@/features/rulebooks/editor/hurdles";
import { PublishDialog } from "@/features/rulebooks/editor/PublishDialog";
import { discardDraft, draftOf, returnDraft, submitDraft, takeBackDraft } from "@/features/rulebooks/queries";
import type { Draft } from "@/features/rulebooks/types";
import { can, useMe } from "@/shared/session";
import { problemText } from "@/shared/ui/Problem";
import { ReasonedButton } from "@/shared/ui/ReasonedButton";
import { ReasonModal } from "@/shared/ui/ReasonModal";

interface DraftActionsProps {
  draft: Draft;
  standing: Standing;
}

/** The steps of a draft from its author to its approver; one that cannot be taken yet says why. */
export function DraftActions({ draft, standing }: DraftActionsProps) {
  if (draft.state === "open") return <AuthorSteps draft={draft} standing={standing} />;
  if (draft.state === "submitted") return <ApproverSteps draft={draft} standing={standing} />;
  return null;
}

/** What stands in the way, in one sentence. */
function useWhy(): (hurdles: Hurdle[]) => string | null {
  const { t } = useTranslation("drafts");
  return (hurdles) => {
    const [first] = hurdles;
    if (first === undefined) return null;
    return t(`hurdle.${first}`);
  };
}

/** Take a step and show how the draft stands then; everything read of drafts and rulebooks before is old. */
function useStep(draft: Draft, step: () => Promise<Draft>, said: string) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const { t: common } = useTranslation();
  return useMutation({
    mutationFn: step,
    onSuccess: (now) => {
      client.setQueryData(draftOf(draft.id).queryKey, now);
      void client.invalidateQueries({ queryKey: ["rulebook-drafts"] });
      void client.invalidateQueries({ queryKey: ["rulebooks"] });
      void message.success(said);
    },
    onError: (error) => {
      void client.invalidateQueries({ queryKey: draftOf(draft.id).queryKey });
      void message.error(problemText(common, error));
    },
  });
}

function AuthorSteps({ draft, standing }: DraftActionsProps) {
  const { t } = useTranslation("drafts");
  const why = useWhy();
  const submit = useStep(draft, () => submitDraft(draft.id, draft.revision), t("submit.done"));
  const mine = draft.can.edit || draft.can.submit;
  return (
    <>
      {draft.can.discard && <Discard draft={draft} />}
      {mine && (
        <ReasonedButton
          id="submit"
          type="primary"
          why={why(beforeSubmission(standing)) ?? (draft.can.submit ? null : t("submit.notYou"))}
          loading={submit.isPending}
          onClick={() => submit.mutate()}
        >
          {t("submit.do")}
        </ReasonedButton>
      )}
    </>
  );
}

function Discard({ draft }: { draft: Draft }) {
  const { t } = useTranslation("drafts");
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const discard = useStep(draft, () => discardDraft(draft.id), t("discard.done"));
  return (
    <>
      <Button danger onClick={() => setAsking(true)}>
        {t("discard.do")}
      </Button>
      <Modal
        open={asking}
        title={t("discard.title")}
        okText={t("discard.do")}
        okButtonProps={{ danger: true }}
        cancelText={common("action.cancel")}
        confirmLoading={discard.isPending}
        onOk={() => discard.mutate(undefined, { onSuccess: () => void navigate("/drafts") })}
        onCancel={() => setAsking(false)}
      >
        {t("discard.note")}
      </Modal>
    </>
  );
}

function ApproverSteps({ draft, standing }: DraftActionsProps) {
  const { t } = useTranslation("drafts");
  const me = useMe();
  const why = useWhy();
  const [asked, setAsked] = useState<"return" | "publish" | null>(null);
  const takeBack = useStep(draft, () => takeBackDraft(draft.id), t("takeBack.done"));
  const decides = can(me, "rulebook_draft", "approve");
  // Whoever may decide on drafts and not on this one has written it.
  const hurdles: Hurdle[] = draft.can.publish ? beforePublication(standing) : ["ownDraft"];
  return (
    <>
      {draft.can.take_back && (
        <Button loading={takeBack.isPending} onClick={() => takeBack.mutate()}>
          {t("takeBack.do")}
        </Button>
      )}
      {draft.can.return && <Button onClick={() => setAsked("return")}>{t("return.do")}</Button>}
      {decides ? (
        <ReasonedButton id="publish" type="primary" why={why(hurdles)} onClick={() => setAsked("publish")}>
          {t("publish.do")}
        </ReasonedButton>
      ) : (
        <span className="muted">{t("publish.byAnother")}</span>
      )}
      {asked === "return" && <Return draft={draft} onClose={() => setAsked(null)} />}
      {asked === "publish" && <PublishDialog draft={draft} onClose={() => setAsked(null)} />}
    </>
  );
}

function Return({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const { t } = useTranslation("drafts");
  const client = useQueryClient();
  const back = useMutation({
    mutationFn: (note: string) => returnDraft(draft.id, draft.revision, note),
    onSuccess: (now) => {
      client.setQueryData(draftOf(draft.id).queryKey, now);
      void client.invalidateQueries({ queryKey: ["rulebook-drafts"] });
      onClose();
    },
  });
  return (
    <ReasonModal
      title={t("return.title", { name: draft.author.display_name })}
      note={t("return.note")}
      label={t("return.reason")}
      okText={t("return.do")}
      busy={back.isPending}
      error={back.error}
      onOk={(note) => back.mutate(note)}
      onCancel={onClose}
    />
  );
}
