import { ArrowRightOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import type { TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ExportFlips } from "@/features/rulebooks/impact/ExportFlips";
import styles from "@/features/rulebooks/impact/impact.module.css";
import { VERDICTS } from "@/features/rulebooks/impact/moves";
import { FILTERS, useFlipFilter } from "@/features/rulebooks/impact/useFlipFilter";
import { flipsOf } from "@/features/rulebooks/queries";
import type { CriterionStatus, Draft, Flip, Impact } from "@/features/rulebooks/types";
import { useWords } from "@/shared/i18n";
import { DataTable } from "@/shared/ui/DataTable";
import { FilterBar } from "@/shared/ui/FilterBar";
import { FilterSelect } from "@/shared/ui/FilterSelect";
import { Paged } from "@/shared/ui/Paged";
import { TierTag, useTierName, VerdictTag } from "@/shared/ui/tags";
import { apiQuery } from "@/shared/urlState";

/** The firms whose verdict a draft would change, and the criteria that turn it. */
export function Flips({ draft, impact }: { draft: Draft; impact: Impact }) {
  const { t } = useTranslation("drafts");
  const { state, change } = useFlipFilter();
  const query = apiQuery(state);
  const list = useQuery(flipsOf(draft.id, impact.id, query));
  const columns = useColumns();
  return (
    <>
      <Filters impact={impact} extra={<ExportFlips draft={draft} query={query} total={list.data?.total ?? 0} />} />
      {impact.counts.some(({ firms }) => firms === null) && <p className="muted">{t("flips.hidden")}</p>}
      <Paged list={list} state={state} onChange={change}>
        <DataTable<Flip>
          rows={list.data?.results}
          rowKey={(flip) => flip.enterprise?.uscc ?? keyOf(flip, list.data?.results ?? [])}
          columns={columns}
          loading={list.isPending}
          scroll={{ x: 900 }}
          empty={t("flips.empty")}
        />
      </Paged>
    </>
  );
}

/** A firm that the user may not see has no name: its place in the list is its key. */
function keyOf(flip: Flip, rows: readonly Flip[]): string {
  return `hidden ${rows.indexOf(flip)}`;
}

function Filters({ impact, extra }: { impact: Impact; extra: React.ReactNode }) {
  const { t } = useTranslation("drafts");
  const { t: common } = useTranslation();
  const tierName = useTierName();
  const { state, change } = useFlipFilter();
  const regions = [...new Map(impact.counts.map((one) => [one.region, one.region_name]))];
  const tiers = [...new Set(impact.counts.map(({ tier }) => tier))].sort();
  const verdicts = VERDICTS.map((value) => ({ value, label: common(`verdict.${value}`) }));
  const clear = () => change({ region: "", tier: "", before: "", after: "" });
  return (
    <FilterBar active={FILTERS.some((name) => state[name] !== "")} onClear={clear}>
      <FilterSelect
        label={t("impact.region")}
        value={state.region}
        options={regions.map(([code, name]) => ({ value: code ?? "none", label: name ?? t("impact.noRegion") }))}
        onChange={(region) => change({ region })}
      />
      <FilterSelect
        label={t("flips.tier")}
        value={state.tier}
        options={tiers.map((tier) => ({ value: String(tier), label: tierName(tier) }))}
        onChange={(tier) => change({ tier })}
      />
      <FilterSelect
        label={t("flips.before")}
        value={state.before}
        options={verdicts}
        onChange={(before) => change({ before })}
      />
      <FilterSelect
        label={t("flips.after")}
        value={state.after}
        options={verdicts}
        onChange={(after) => change({ after })}
      />
      {extra}
    </FilterBar>
  );
}

function useColumns(): TableColumnsType<Flip> {
  const { t } = useTranslation("drafts");
  return [
    {
      key: "firm",
      title: t("flips.firm"),
      render: (_, { enterprise }) =>
        enterprise ? (
          <Link to={`/enterprises/${enterprise.uscc}`}>{enterprise.name}</Link>
        ) : (
          <span className="muted">{t("flips.notYours")}</span>
        ),
    },
    {
      key: "region",
      title: t("impact.region"),
      width: 110,
      render: (_, flip) => flip.region_name ?? t("impact.noRegion"),
    },
    {
      key: "tier",
      title: t("flips.tier"),
      width: 130,
      render: (_, { tier }) => (tier === null ? null : <TierTag tier={tier} />),
    },
    {
      key: "verdict",
      title: t("flips.verdict"),
      width: 190,
      render: (_, { before, after }) => (
        <>
          {before === "none" ? (
            <span className="muted">{t("impact.noneBefore")}</span>
          ) : (
            <VerdictTag verdict={before} />
          )}{" "}
          <ArrowRightOutlined className="muted" /> <VerdictTag verdict={after} />
        </>
      ),
    },
    { key: "criteria", title: t("flips.criteria"), render: (_, flip) => <Turns of={flip} /> },
  ];
}

function Turns({ of }: { of: Flip }) {
  const words = useWords();
  const text = useStatusText();
  return (
    <ul className={styles["turns"]}>
      {of.criteria.map((criterion) => (
        <li key={criterion.id}>
          {words(criterion.title)}{" "}
          <span className="muted">
            {text(criterion.before)} → {text(criterion.after)}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** How a criterion stands, or that the version has none such. */
export function useStatusText(): (status: CriterionStatus | null) => string {
  const { t } = useTranslation("drafts");
  const { t: common } = useTranslation();
  return (status) => (status === null ? t("flips.notThere") : common(`status.${status}`));
}
