import { PlusOutlined, ProfileOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Card } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ImportsTable } from "@/features/imports/ImportsTable";
import { importsOf, kindsQuery, sourcesQuery } from "@/features/imports/queries";
import { STATES } from "@/features/imports/states";
import { useWords } from "@/shared/i18n";
import { can, useMe } from "@/shared/session";
import { FilterBar } from "@/shared/ui/FilterBar";
import { FilterSelect } from "@/shared/ui/FilterSelect";
import { Paged } from "@/shared/ui/Paged";
import { PageHeader } from "@/shared/ui/PageHeader";
import { apiQuery, useListState } from "@/shared/urlState";

const NAMES = ["kind", "state", "source", "cursor", "page", "page_size"] as const;
type Lists = ReturnType<typeof useListState<(typeof NAMES)[number]>>;

/** 数据导入: what was imported so far and what is under way, and the way to a new import. */
export default function ImportsPage() {
  const { t } = useTranslation("imports");
  const { state, change } = useListState(NAMES);
  const list = useQuery(importsOf(apiQuery(state)));
  const me = useMe();
  const none = can(me, "import_job", "create") ? "list.empty" : "list.notYours";
  const filtered = Boolean(state.kind || state.state || state.source);
  return (
    <>
      <PageHeader title={t("title")} note={t("note")} actions={<Ways />} />
      <Card>
        <Filters state={state} change={change} active={filtered} />
        <Paged list={list} state={state} onChange={change}>
          <ImportsTable
            rows={list.data?.results}
            loading={list.isPending}
            empty={t(filtered ? "list.emptyFiltered" : none)}
          />
        </Paged>
      </Card>
    </>
  );
}

function Ways() {
  const { t } = useTranslation("imports");
  const me = useMe();
  return (
    <>
      {can(me, "import_mapping", "list") && (
        <Link to="/imports/mappings">
          <Button icon={<ProfileOutlined />}>{t("mappings.title")}</Button>
        </Link>
      )}
      {can(me, "import_job", "create") && (
        <Link to="/imports/new">
          <Button type="primary" icon={<PlusOutlined />}>
            {t("new.title")}
          </Button>
        </Link>
      )}
    </>
  );
}

function Filters({ state, change, active }: Pick<Lists, "state" | "change"> & { active: boolean }) {
  const { t } = useTranslation("imports");
  const words = useWords();
  const kinds = useQuery(kindsQuery).data ?? [];
  const sources = useQuery(sourcesQuery).data ?? [];
  return (
    <FilterBar active={active} onClear={() => change({ kind: "", state: "", source: "" })}>
      <FilterSelect
        multiple
        label={t("field.kind")}
        value={state.kind}
        options={kinds.map((one) => ({ value: one.kind, label: words(one) }))}
        onChange={(kind) => change({ kind })}
      />
      <FilterSelect
        multiple
        label={t("field.state")}
        value={state.state}
        options={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
        onChange={(now) => change({ state: now })}
      />
      <FilterSelect
        label={t("field.source")}
        value={state.source}
        options={sources.map((value) => ({ value, label: value }))}
        onChange={(source) => change({ source })}
      />
    </FilterBar>
  );
}
