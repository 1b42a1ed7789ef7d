import { TreeSelect } from "antd";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FILTERS, isReadable, type Change, type State } from "@/features/enterprises/state";
import type { Industry } from "@/shared/api/types";
import { percent } from "@/shared/format";
import { industriesBelow, useRegionOptions } from "@/shared/reference";
import { useMe } from "@/shared/session";
import { FilterBar } from "@/shared/ui/FilterBar";
import { FilterSelect } from "@/shared/ui/FilterSelect";
import styles from "@/shared/ui/FilterSelect.module.css";
import { SearchBox } from "@/shared/ui/SearchBox";
import { useTierName } from "@/shared/ui/tags";

const TIERS = [0, 1, 2, 3, 4];
const VERDICTS = ["met", "undetermined", "unmet"] as const;
const STATUSES = ["operating", "suspended", "moved_out", "revoked", "dissolved"] as const;
const LIKELIHOODS = [0.1, 0.3, 0.5, 0.7, 0.9];

export function Filters({ state, change }: { state: State; change: Change }) {
  const { t } = useTranslation("enterprises");
  const { t: common } = useTranslation();
  const me = useMe();
  const tierName = useTierName();
  const clear = () => change(Object.fromEntries(FILTERS.map((name) => [name, ""])));
  const verdicts = VERDICTS.map((value) => ({ value, label: common(`verdict.${value}`) }));
  const one = (name: (typeof FILTERS)[number]) => ({
    value: state[name],
    onChange: (value: string) => change({ [name]: value }),
  });
  return (
    <FilterBar
      search={<SearchBox value={state.search} placeholder={t("search")} onSearch={(search) => change({ search })} />}
      active={FILTERS.some((name) => state[name])}
      onClear={clear}
    >
      <FilterSelect
        multiple
        label={common("column.tier")}
        {...one("tier")}
        options={TIERS.map((tier) => ({ value: String(tier), label: tierName(tier) }))}
      />
      <FilterSelect label={common("filter.region")} {...one("region")} options={useRegionOptions()} />
      <IndustryFilter label={common("column.industry")} {...one("industry")} />
      {isReadable(me, "hnte") && (
        <FilterSelect multiple label={t("column.hnte")} {...one("verdict_hnte")} options={verdicts} />
      )}
      {isReadable(me, "tech_sme") && (
        <FilterSelect multiple label={t("column.tech_sme")} {...one("verdict_tech_sme")} options={verdicts} />
      )}
      {isReadable(me, "hnte_12m") && (
        <FilterSelect
          label={t("column.hnte_12m")}
          {...one("likelihood_min")}
          options={LIKELIHOODS.map((least) => ({
            value: String(least),
            label: t("atLeast", { share: percent(least, 0) }),
          }))}
        />
      )}
      <FilterSelect
        multiple
        label={t("column.status")}
        {...one("status")}
        options={STATUSES.map((value) => ({ value, label: common(`firmStatus.${value}`) }))}
      />
    </FilterBar>
  );
}

interface Node {
  id: string;
  pId: string | null;
  value: string;
  title: string;
  isLeaf: boolean;
}

function nodeOf(industry: Industry): Node {
  const title = `${industry.code} ${industry.name}`;
  return { id: industry.code, pId: industry.parent, value: industry.code, title, isLeaf: industry.level === "class" };
}

/** Industries as a tree that is fetched as it is opened: sections first, classes last. */
function IndustryFilter({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sections = useQuery(industriesBelow(null));
  const [opened, setOpened] = useState<Industry[]>([]);
  const open = async (code: string) => {
    const below = await client.query(industriesBelow(code));
    setOpened((before) => [...before.filter((one) => one.parent !== code), ...below]);
  };
  return (
    <span className={styles["filter"]}>
      <span className={styles["label"]}>{label}</span>
      <TreeSelect
        treeDataSimpleMode
        allowClear
        aria-label={label}
        placeholder={t("filter.all")}
        popupMatchSelectWidth={360}
        className={styles["select"]}
        value={value || null}
        treeData={[...(sections.data ?? []), ...opened].map(nodeOf)}
        loadData={(node) => open(String(node.value))}
        onChange={(chosen: string | null | undefined) => onChange(chosen ?? "")}
      />
    </span>
  );
}
