import { useQuery } from "@tanstack/react-query";
import { Grid, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import styles from "@/features/completeness/completeness.module.css";
import { FirmSheet } from "@/features/completeness/SheetMenu";
import { summaryQuery, worklistOf } from "@/features/completeness/queries";
import type { CompletenessRow } from "@/shared/api/types";
import { number } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { programmesQuery, useRegionOptions } from "@/shared/reference";
import { can, useMe } from "@/shared/session";
import { DataTable } from "@/shared/ui/DataTable";
import { FilterBar } from "@/shared/ui/FilterBar";
import { FilterSelect } from "@/shared/ui/FilterSelect";
import { MissingFacts } from "@/shared/ui/MissingFacts";
import { Paged } from "@/shared/ui/Paged";
import { SearchBox } from "@/shared/ui/SearchBox";
import { SyntheticTag } from "@/shared/ui/tags";
import { apiQuery, type ListState, useListState } from "@/shared/urlState";

const FILTERS = ["search", "region", "programme", "fact", "stale"] as const;
const NAMES = [...FILTERS, "cursor", "page", "page_size"] as const;
type State = ListState<(typeof NAMES)[number]>;

/** Firms with what is missing or old of them and what that blocks; those first where most hangs on it. */
export function Worklist() {
  const { t } = useTranslation("completeness");
  const { state, change } = useListState(NAMES);
  const list = useQuery(worklistOf(apiQuery(state)));
  const narrow = !(Grid.useBreakpoint().md ?? true);
  const mayExport = can(useMe(), "enterprise", "export");
  const columns = useColumns().filter(({ key }) => key !== "sheet" || mayExport);
  return (
    <>
      <Filters state={state} change={change} />
      <Paged list={list} state={state} onChange={change}>
        <DataTable<CompletenessRow>
          rows={list.data?.results}
          rowKey={({ uscc }) => uscc}
          columns={narrow ? [{ key: "card", render: (_, row) => <CompactRow row={row} /> }] : columns}
          loading={list.isFetching}
          scroll={narrow ? undefined : { x: 900 }}
          empty={t(FILTERS.some((name) => state[name]) ? "list.noneHere" : "list.none")}
        />
      </Paged>
    </>
  );
}

function Filters({ state, change }: { state: State; change: (changes: Partial<State>) => void }) {
  const { t } = useTranslation("completeness");
  const { t: common } = useTranslation();
  const words = useWords();
  const facts = useQuery(summaryQuery).data?.facts ?? [];
  const programmes = useQuery(programmesQuery).data ?? [];
  const one = (name: (typeof FILTERS)[number]) => ({
    value: state[name],
    onChange: (value: string) => change({ [name]: value }),
  });
  return (
    <FilterBar
      search={<SearchBox value={state.search} placeholder={t("search")} onSearch={(search) => change({ search })} />}
      active={FILTERS.some((name) => state[name])}
      onClear={() => change(Object.fromEntries(FILTERS.map((name) => [name, ""])))}
    >
      <FilterSelect label={common("filter.region")} {...one("region")} options={useRegionOptions()} />
      <FilterSelect
        label={t("list.programme")}
        {...one("programme")}
        options={programmes.map((programme) => ({ value: programme.code, label: words(programme) }))}
      />
      <FilterSelect
        label={t("list.fact")}
        {...one("fact")}
        options={facts.map((fact) => ({ value: fact.fact, label: words(fact) }))}
      />
      <FilterSelect
        label={t("list.kind")}
        {...one("stale")}
        options={[
          { value: "false", label: t("list.missing") },
          { value: "true", label: t("list.stale") },
        ]}
      />
    </FilterBar>
  );
}

function useColumns(): TableColumnsType<CompletenessRow> {
  const { t } = useTranslation("completeness");
  const { t: common } = useTranslation();
  return [
    { key: "firm", title: common("column.name"), width: 240, render: (_, row) => <Firm row={row} /> },
    { key: "region", title: common("filter.region"), width: 96, render: (_, row) => row.region?.name },
    { key: "missing", title: t("list.what"), render: (_, row) => <MissingFacts missing={row.missing} most={4} /> },
    {
      key: "blocked",
      title: t("list.blocked"),
      width: 96,
      align: "right",
      render: (_, row) => <strong>{number(row.blocked)}</strong>,
    },
    { key: "sheet", width: 110, render: (_, row) => <FirmSheet uscc={row.uscc} /> },
  ];
}

function Firm({ row }: { row: CompletenessRow }) {
  return (
    <>
      <Link to={`/enterprises/${row.uscc}`}>{row.name}</Link>
      <div className={styles["line"]}>
        <span className="code muted">{row.uscc}</span>
        {row.is_synthetic && <SyntheticTag />}
      </div>
    </>
  );
}

/** The same on a phone: one below the other. */
function CompactRow({ row }: { row: CompletenessRow }) {
  const mayExport = can(useMe(), "enterprise", "export");
  return (
    <div className={styles["compact"]}>
      <Firm row={row} />
      <MissingFacts missing={row.missing} most={3} />
      <div className={styles["line"]}>
        <span className="muted">{row.region?.name}</span>
        {mayExport && <FirmSheet uscc={row.uscc} />}
      </div>
    </div>
  );
}
