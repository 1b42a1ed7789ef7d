import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { turned, useMovesText } from "@/features/rulebooks/impact/moves";
import { draftOf, publishDraft } from "@/features/rulebooks/queries";
import type { Draft } from "@/features/rulebooks/types";
import { day } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { problemText } from "@/shared/ui/Problem";

/** The last question before a draft counts for everybody: from when on, and whose verdict it changes. */
export function PublishDialog({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const { t } = useTranslation("drafts");
  const { t: common } = useTranslation();
  const words = useWords();
  const client = useQueryClient();
  const movesText = useMovesText();
  const [note, setNote] = useState("");
  const publish = useMutation({
    mutationFn: () => publishDraft(draft.id, draft.revision, note.trim()),
    onSuccess: (now) => {
      client.setQueryData(draftOf(draft.id).queryKey, now);
      // Everything that was read of rulebooks and verdicts is old from here on.
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" });
      onClose();
    },
    onError: () => void client.invalidateQueries({ queryKey: draftOf(draft.id).queryKey }),
  });
  const table = draft.rulebook;
  return (
    <Modal
      open
      title={t("publish.title", { name: words(draft.programme), version: draft.version })}
      okText={t("publish.do")}
      cancelText={common("action.cancel")}
      confirmLoading={publish.isPending}
      onOk={() => publish.mutate()}
      onCancel={onClose}
    >
      {table && <p>{t("publish.from", { on: day(table.effective_from) })}</p>}
      {draft.impact && <p>{t("publish.impact", { moves: movesText(turned(draft.impact.summary)) })}</p>}
      <p className="muted">{t("publish.note")}</p>
      <Input.TextArea
        className="gap-below"
        aria-label={t("publish.opinion")}
        placeholder={t("publish.opinion")}
        maxLength={400}
        autoSize={{ minRows: 2, maxRows: 6 }}
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
      {publish.error && <Alert type="error" showIcon title={problemText(common, publish.error)} />}
    </Modal>
  );
}
