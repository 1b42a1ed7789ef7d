import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Popconfirm } from "antd";
import { useTranslation } from "react-i18next";
import { commit, discard, importOf } from "@/features/imports/queries";
import type { Import } from "@/shared/api/types";
import { can, useMe } from "@/shared/session";
import { problemText } from "@/shared/ui/Problem";

function useDecide(table: Import, decide: (number: number) => Promise<Import>, done: string) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const { t: common } = useTranslation();
  return useMutation({
    mutationFn: () => decide(table.id),
    onSuccess: (now) => {
      void message.success(done);
      // Whatever was read before may look different now.
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" && queryKey[0] !== "import" });
      client.setQueryData(importOf(table.id).queryKey, now);
    },
    onError: (error) => void message.error(problemText(common, error)),
  });
}

/** Commit or discard a previewed import; nothing to decide about any other. */
export function Decision({ table }: { table: Import }) {
  const { t } = useTranslation("imports");
  const me = useMe();
  const carryOut = useDecide(table, commit, t("decision.committed"));
  const drop = useDecide(table, discard, t("decision.discarded"));
  if (table.state !== "previewed" || !can(me, "import_job", "run")) return null;
  const good = table.counts.create + table.counts.update;
  return (
    <>
      <Popconfirm title={t("decision.discardSure")} onConfirm={() => drop.mutate()}>
        <Button danger loading={drop.isPending}>
          {t("decision.discard")}
        </Button>
      </Popconfirm>
      <Popconfirm
        title={t("decision.commitSure", { count: good, refused: table.counts.refuse })}
        onConfirm={() => carryOut.mutate()}
      >
        <Button type="primary" disabled={good === 0} loading={carryOut.isPending}>
          {t("decision.commit")}
        </Button>
      </Popconfirm>
    </>
  );
}
