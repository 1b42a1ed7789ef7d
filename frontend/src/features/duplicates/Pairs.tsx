import { useQuery } from "@tanstack/react-query";
import { Button, Grid, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import styles from "@/features/duplicates/duplicates.module.css";
import { pairsOf } from "@/features/duplicates/queries";
import { PairState, Reasons } from "@/features/duplicates/words";
import type { DuplicatePair, DuplicateSide } from "@/shared/api/types";
import { day, percent } from "@/shared/format";
import { useRegionOptions } from "@/shared/reference";
import { DataTable } from "@/shared/ui/DataTable";
import { FilterBar } from "@/shared/ui/FilterBar";
import { FilterSelect } from "@/shared/ui/FilterSelect";
import { Paged } from "@/shared/ui/Paged";
import { SearchBox } from "@/shared/ui/SearchBox";
import { SyntheticTag } from "@/shared/ui/tags";
import { apiQuery, type ListState, useListState } from "@/shared/urlState";

const FILTERS = ["search", "state", "region"] as const;
const NAMES = [...FILTERS, "cursor", "page", "page_size"] as const;
type State = ListState<(typeof NAMES)[number]>;
const STATES = ["open", "different", "merged"] as const;

/** The queue: pairs that nobody has decided on first, and by choice those that were. */
export function Pairs() {
  const { t } = useTranslation("duplicates");
  const { state, change } = useListState(NAMES);
  const list = useQuery(pairsOf(apiQuery({ ...state, state: state.state || "open" })));
  const narrow = !(Grid.useBreakpoint().md ?? true);
  const columns = useColumns();
  return (
    <>
      <Filters state={state} change={change} />
      <Paged list={list} state={state} onChange={change}>
        <DataTable<DuplicatePair>
          rows={list.data?.results}
          rowKey={({ id }) => String(id)}
          columns={narrow ? [{ key: "card", render: (_, row) => <CompactPair row={row} /> }] : columns}
          loading={list.isFetching}
          scroll={narrow ? undefined : { x: 980 }}
          empty={t(FILTERS.some((name) => state[name]) ? "pairs.noneHere" : "pairs.none")}
        />
      </Paged>
    </>
  );
}

function Filters({ state, change }: { state: State; change: (changes: Partial<State>) => void }) {
  const { t } = useTranslation("duplicates");
  const { t: common } = useTranslation();
  return (
    <FilterBar
      search={<SearchBox value={state.search} placeholder={t("search")} onSearch={(search) => change({ search })} />}
      active={FILTERS.some((name) => state[name])}
      onClear={() => change(Object.fromEntries(FILTERS.map((name) => [name, ""])))}
    >
      <FilterSelect
        label={t("pairs.state")}
        value={state.state || "open"}
        onChange={(value) => change({ state: value === "open" ? "" : value })}
        options={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
      />
      <FilterSelect
        label={common("filter.region")}
        value={state.region}
        onChange={(region) => change({ region })}
        options={useRegionOptions()}
      />
    </FilterBar>
  );
}

function useColumns(): TableColumnsType<DuplicatePair> {
  const { t } = useTranslation("duplicates");
  return [
    { key: "one", title: t("pairs.one"), render: (_, row) => <Side of={row.one} /> },
    { key: "other", title: t("pairs.other"), render: (_, row) => <Side of={row.other} /> },
    { key: "why", title: t("pairs.why"), width: 240, render: (_, row) => <Reasons of={row.reasons} /> },
    {
      key: "similarity",
      title: t("pairs.similarity"),
      width: 96,
      align: "right",
      render: (_, row) => percent(row.similarity, 0),
    },
    { key: "found", title: t("pairs.found"), width: 112, render: (_, row) => day(row.found_on) },
    { key: "state", title: t("pairs.state"), width: 108, render: (_, row) => <PairState state={row.state} /> },
    { key: "open", width: 88, render: (_, row) => <Open row={row} /> },
  ];
}

function Open({ row }: { row: DuplicatePair }) {
  const { t } = useTranslation("duplicates");
  return (
    <Link to={`/duplicates/${row.id}`}>
      <Button size="small">{t(row.state === "open" ? "pairs.compare" : "pairs.view")}</Button>
    </Link>
  );
}

function Side({ of }: { of: DuplicateSide }) {
  return (
    <>
      {of.merged_into ? of.name : <Link to={`/enterprises/${of.uscc}`}>{of.name}</Link>}
      <div className={styles["line"]}>
        <span className="code muted">{of.uscc}</span>
        <span className="muted">{of.region?.name}</span>
        {of.is_synthetic && <SyntheticTag />}
      </div>
    </>
  );
}

/** The same on a phone: one below the other. */
function CompactPair({ row }: { row: DuplicatePair }) {
  return (
    <div className={styles["compact"]}>
      <Side of={row.one} />
      <Side of={row.other} />
      <Reasons of={row.reasons} />
      <div className={styles["line"]}>
        <PairState state={row.state} />
        <span className="muted">{day(row.found_on)}</span>
        <Open row={row} />
      </div>
    </div>
  );
}
