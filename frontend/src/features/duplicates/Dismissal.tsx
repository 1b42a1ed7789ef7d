import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dismiss, pairOf } from "@/features/duplicates/queries";
import type { DuplicatePair } from "@/shared/api/types";
import { ReasonModal } from "@/shared/ui/ReasonModal";

/** The other decision: these are two firms. The pair leaves the queue and is not found again. */
export function Dismissal({ pair }: { pair: DuplicatePair }) {
  const { t } = useTranslation("duplicates");
  const { message } = App.useApp();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const decide = useMutation({
    mutationFn: (note: string) => dismiss(pair.id, note),
    onSuccess: (now) => {
      void message.success(t("dismiss.done"));
      client.setQueryData(pairOf(pair.id).queryKey, now);
      void client.invalidateQueries({ queryKey: ["duplicates"] });
      setAsking(false);
    },
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t("dismiss.action")}</Button>
      {asking && (
        <ReasonModal
          title={t("dismiss.title")}
          note={t("dismiss.effect")}
          label={t("dismiss.reason")}
          okText={t("dismiss.ok")}
          busy={decide.isPending}
          error={decide.error}
          onOk={(note) => decide.mutate(note)}
          onCancel={() => setAsking(false)}
        />
      )}
    </>
  );
}
