import { useQuery } from "@tanstack/react-query";
import { Card } from "antd";
import { useTranslation } from "react-i18next";
import { GapsTable } from "@/features/gaps/GapsTable";
import { gapsOf } from "@/features/gaps/queries";
import { RunProgress } from "@/features/gaps/RunProgress";
import { useWords } from "@/shared/i18n";
import { programmesQuery, useRegionOptions } from "@/shared/reference";
import { FilterBar } from "@/shared/ui/FilterBar";
import { FilterSelect } from "@/shared/ui/FilterSelect";
import { GAP_OUTCOMES } from "@/shared/ui/GapOutcomeTag";
import { Paged } from "@/shared/ui/Paged";
import { PageHeader } from "@/shared/ui/PageHeader";
import { SearchBox } from "@/shared/ui/SearchBox";
import { SyntheticBanner } from "@/shared/ui/SyntheticBanner";
import { apiQuery, type ListState, useListState } from "@/shared/urlState";

const FILTERS = ["search", "programme", "region", "outcome"] as const;
const NAMES = [...FILTERS, "ordering", "cursor", "page", "page_size"] as const;
type State = ListState<(typeof NAMES)[number]>;

/** 差距清单: firms by how little separates them from a title. */
export default function GapsPage() {
  const { t } = useTranslation("gaps");
  const { state, change } = useListState(NAMES);
  const list = useQuery(gapsOf(apiQuery(state)));
  return (
    <>
      <PageHeader title={t("list.title")} note={t("list.note")} actions={<RunProgress />} />
      <SyntheticBanner show={list.data?.results.some((row) => row.is_synthetic) ?? false} />
      <Card>
        <Filters state={state} change={change} />
        <Paged list={list} state={state} onChange={change}>
          <GapsTable
            rows={list.data?.results}
            loading={list.isFetching}
            ordering={state.ordering || "effort"}
            empty={t(FILTERS.some((name) => state[name]) ? "list.noneHere" : "list.none")}
            onOrder={(ordering) => change({ ordering })}
          />
        </Paged>
      </Card>
    </>
  );
}

function Filters({ state, change }: { state: State; change: (changes: Partial<State>) => void }) {
  const { t } = useTranslation("gaps");
  const { t: common } = useTranslation();
  const words = useWords();
  const programmes = useQuery(programmesQuery).data ?? [];
  const one = (name: (typeof FILTERS)[number]) => ({
    value: state[name],
    onChange: (value: string) => change({ [name]: value }),
  });
  return (
    <FilterBar
      search={
        <SearchBox value={state.search} placeholder={t("list.search")} onSearch={(search) => change({ search })} />
      }
      active={FILTERS.some((name) => state[name])}
      onClear={() => change(Object.fromEntries(FILTERS.map((name) => [name, ""])))}
    >
      <FilterSelect
        label={common("column.programme")}
        {...one("programme")}
        options={programmes
          .filter(({ kind }) => !NOT_PLANNED.includes(kind))
          .map((programme) => ({ value: programme.code, label: words(programme) }))}
      />
      <FilterSelect label={common("filter.region")} {...one("region")} options={useRegionOptions()} />
      <FilterSelect
        label={t("list.outcome")}
        multiple
        {...one("outcome")}
        options={GAP_OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))}
      />
    </FilterBar>
  );
}

/** Nobody applies for a class of statistics, a tax rule or a standard: no plans are made for them. */
const NOT_PLANNED: readonly string[] = ["standard", "statistics", "tax"];
