import { useQuery } from "@tanstack/react-query";
import { Card } from "antd";
import { useTranslation } from "react-i18next";
import { worklistOf } from "@/features/worklist/queries";
import { WorklistTable } from "@/features/worklist/WorklistTable";
import { useRegionOptions } from "@/shared/reference";
import { FilterBar } from "@/shared/ui/FilterBar";
import { FilterSelect } from "@/shared/ui/FilterSelect";
import { Paged } from "@/shared/ui/Paged";
import { PageHeader } from "@/shared/ui/PageHeader";
import { SearchBox } from "@/shared/ui/SearchBox";
import { SyntheticBanner } from "@/shared/ui/SyntheticBanner";
import { apiQuery, useListState, type ListState } from "@/shared/urlState";

const NAMES = ["search", "region", "action", "programme", "ordering", "cursor", "page", "page_size"] as const;
const FILTERS = ["search", "region", "action", "programme"] as const;
const ACTIONS = ["renew", "apply", "close_gap", "find_facts"] as const;
const PROGRAMMES = ["tech_sme", "hnte"] as const;
type State = ListState<(typeof NAMES)[number]>;
type Change = (changes: Partial<State>) => void;

/** 工作清单: whom to visit next, and why. */
export default function WorklistPage() {
  const { t } = useTranslation("worklist");
  const { state, change } = useListState(NAMES);
  const list = useQuery(worklistOf(apiQuery(state)));
  return (
    <>
      <PageHeader title={t("title")} note={t("note")} />
      <SyntheticBanner show={list.data?.results.some((row) => row.is_synthetic) ?? false} />
      <Card>
        <Filters state={state} change={change} />
        <Paged list={list} state={state} onChange={change}>
          <WorklistTable
            rows={list.data?.results}
            loading={list.isFetching}
            ordering={state.ordering}
            onOrder={(ordering) => change({ ordering })}
          />
        </Paged>
      </Card>
    </>
  );
}

function Filters({ state, change }: { state: State; change: Change }) {
  const { t } = useTranslation("worklist");
  const { t: common } = useTranslation();
  const clear = () => change(Object.fromEntries(FILTERS.map((name) => [name, ""])));
  return (
    <FilterBar
      search={<SearchBox value={state.search} placeholder={t("search")} onSearch={(search) => change({ search })} />}
      active={FILTERS.some((name) => state[name])}
      onClear={clear}
    >
      <FilterSelect
        label={common("filter.region")}
        value={state.region}
        options={useRegionOptions()}
        onChange={(region) => change({ region })}
      />
      <FilterSelect
        label={t("column.action")}
        value={state.action}
        options={ACTIONS.map((value) => ({ value, label: t(`action.${value}`) }))}
        onChange={(action) => change({ action })}
      />
      <FilterSelect
        label={common("column.programme")}
        value={state.programme}
        options={PROGRAMMES.map((value) => ({ value, label: common(`programme.${value}`) }))}
        onChange={(programme) => change({ programme })}
      />
    </FilterBar>
  );
}
