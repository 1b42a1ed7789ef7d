import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Card, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NewRank } from "@/features/sources/NewRank";
import { ranksQuery, saveRanks } from "@/features/sources/queries";
import { inOrder, type Table, TABLES, without, withRank } from "@/features/sources/ranks";
import { RanksTable } from "@/features/sources/RanksTable";
import type { SourceRank } from "@/shared/api/types";
import { PageHeader } from "@/shared/ui/PageHeader";
import { Problem, problemText } from "@/shared/ui/Problem";

/** 来源优先级: which source counts where several speak of the same. */
export default function SourcesPage() {
  const { t } = useTranslation("sources");
  const { data, isPending, error, refetch } = useQuery(ranksQuery);
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 8 }} />;
  return data.can_edit ? (
    <Editor ranks={data.ranks} />
  ) : (
    <>
      <PageHeader title={t("title")} note={t("note")} />
      <Ranks ranks={data.ranks} />
    </>
  );
}

/** The ranks with changes that are not saved yet; the whole list is saved at once. */
function Editor({ ranks }: { ranks: SourceRank[] }) {
  const { t } = useTranslation("sources");
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [draft, setDraft] = useState<SourceRank[] | null>(null);
  const save = useMutation({
    mutationFn: saveRanks,
    onSuccess: async () => {
      void message.success(t("saved"));
      setDraft(null);
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" }); // other values count now
    },
  });
  const shown = draft ?? ranks;
  const actions = draft && (
    <>
      <Button onClick={() => setDraft(null)}>{t("forget")}</Button>
      <Button type="primary" loading={save.isPending} onClick={() => save.mutate(draft)}>
        {common("action.save")}
      </Button>
    </>
  );
  return (
    <>
      <PageHeader title={t("title")} note={t("note")} actions={actions} />
      {save.error && <Alert type="error" showIcon className="gap-below" title={problemText(common, save.error)} />}
      {draft && <Alert type="warning" showIcon className="gap-below" title={t("unsaved")} />}
      <Ranks
        ranks={shown}
        onSet={(rank) => setDraft(withRank(shown, rank))}
        onDrop={(rank) => setDraft(without(shown, rank))}
      />
    </>
  );
}

interface RanksProps {
  ranks: SourceRank[];
  onSet?: (rank: SourceRank) => void;
  onDrop?: (rank: SourceRank) => void;
}

function Ranks({ ranks, onSet, onDrop }: RanksProps) {
  const { t } = useTranslation("sources");
  const adding = (table: Table) => (onSet ? <NewRank table={table} onAdd={onSet} /> : null);
  return (
    <div className="stack">
      {TABLES.map((table) => (
        <Card key={table} title={t(`table.${table}`)} extra={adding(table)} data-testid={`ranks-${table}`}>
          <RanksTable ranks={inOrder(ranks, table)} {...(onSet ? { onSet } : {})} {...(onDrop ? { onDrop } : {})} />
        </Card>
      ))}
    </div>
  );
}
