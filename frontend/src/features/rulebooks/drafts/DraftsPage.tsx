import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Card, type TableColumnsType } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DraftStateTag } from "@/features/rulebooks/drafts/DraftStateTag";
import { NewDraftDialog } from "@/features/rulebooks/drafts/NewDraftDialog";
import { draftsOf } from "@/features/rulebooks/queries";
import { DRAFT_STATES, type DraftRow } from "@/features/rulebooks/types";
import { instant, MISSING } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { programmesQuery } from "@/shared/reference";
import { can, useMe } from "@/shared/session";
import { DataTable } from "@/shared/ui/DataTable";
import { FilterBar } from "@/shared/ui/FilterBar";
import { FilterSelect } from "@/shared/ui/FilterSelect";
import { Paged } from "@/shared/ui/Paged";
import { PageHeader } from "@/shared/ui/PageHeader";
import { apiQuery, useListState } from "@/shared/urlState";

const NAMES = ["programme", "state", "cursor", "page", "page_size"] as const;

/** 规则草案: versions in the making, written by one person and published by another. */
export default function DraftsPage() {
  const { t } = useTranslation("drafts");
  const me = useMe();
  const { state, change } = useListState(NAMES);
  const [opening, setOpening] = useState(false);
  const list = useQuery(draftsOf(apiQuery(state)));
  const columns = useColumns();
  const mayCreate = can(me, "rulebook_draft", "create");
  const filtered = Boolean(state.programme || state.state);
  const actions = mayCreate && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpening(true)}>
      {t("new.title")}
    </Button>
  );
  const none = mayCreate ? "list.empty" : "list.notYours";
  return (
    <>
      <PageHeader title={t("title")} note={t("note")} actions={actions} />
      <Card>
        <Filters state={state} change={change} active={filtered} />
        <Paged list={list} state={state} onChange={change}>
          <DataTable<DraftRow>
            rows={list.data?.results}
            rowKey={({ id }) => String(id)}
            columns={columns}
            loading={list.isPending}
            scroll={{ x: 900 }}
            empty={t(filtered ? "list.emptyFiltered" : none)}
          />
        </Paged>
      </Card>
      {opening && <NewDraftDialog onClose={() => setOpening(false)} />}
    </>
  );
}

type Lists = ReturnType<typeof useListState<(typeof NAMES)[number]>>;

function Filters({ state, change, active }: Pick<Lists, "state" | "change"> & { active: boolean }) {
  const { t } = useTranslation("drafts");
  const words = useWords();
  const programmes = useQuery(programmesQuery).data ?? [];
  return (
    <FilterBar active={active} onClear={() => change({ programme: "", state: "" })}>
      <FilterSelect
        label={t("column.programme")}
        value={state.programme}
        options={programmes.map((one) => ({ value: one.code, label: words(one) }))}
        onChange={(programme) => change({ programme })}
      />
      <FilterSelect
        multiple
        label={t("column.state")}
        value={state.state}
        options={DRAFT_STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
        onChange={(now) => change({ state: now })}
      />
    </FilterBar>
  );
}

function useColumns(): TableColumnsType<DraftRow> {
  const { t } = useTranslation("drafts");
  const words = useWords();
  return [
    {
      key: "programme",
      title: t("column.draft"),
      render: (_, draft) => (
        <Link to={`/drafts/${draft.id}`}>
          {words(draft.programme)} {draft.version}
        </Link>
      ),
    },
    { key: "based", title: t("column.basedOn"), width: 100, render: (_, draft) => draft.based_on ?? MISSING },
    { key: "author", title: t("column.author"), width: 120, render: (_, draft) => draft.author.display_name },
    { key: "state", title: t("column.state"), width: 110, render: (_, draft) => <DraftStateTag state={draft.state} /> },
    { key: "updated", title: t("column.updated"), width: 140, render: (_, draft) => instant(draft.updated_at) },
    {
      key: "decided",
      title: t("column.decided"),
      width: 260,
      render: (_, { decided_by, note }) => [decided_by?.display_name, note].filter(Boolean).join("：") || MISSING,
    },
  ];
}
