import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { Drawer, Empty, Skeleton, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { ChangeHistory } from "@/features/enterprise/provenance/ChangeHistory";
import { Origin } from "@/features/enterprise/provenance/Origin";
import styles from "@/features/enterprise/provenance/ProvenanceDrawer.module.css";
import { provenanceOf } from "@/features/enterprise/provenance/queries";
import { SourcesCompared } from "@/features/enterprise/provenance/SourcesCompared";
import { rowOf, statementsOf } from "@/features/enterprise/provenance/statements";
import { useValueText } from "@/features/enterprise/provenance/valueText";
import { factsOf } from "@/features/enterprise/queries";
import type { FactProvenance, Sources } from "@/shared/api/types";
import type { FactAddress } from "@/shared/factAddress";
import { useWords } from "@/shared/i18n";
import { Problem } from "@/shared/ui/Problem";

interface ProvenanceDrawerProps {
  uscc: string;
  address: FactAddress | null;
  sources: UseQueryResult<Sources>;
  onClose: () => void;
}

/** 出处: what a value is, who said so, which cell it was read from, what others say, and how it changed. */
export function ProvenanceDrawer({ uscc, address, sources, onClose }: ProvenanceDrawerProps) {
  const { t } = useTranslation("provenance");
  return (
    <Drawer open={address !== null} onClose={onClose} size={560} title={t("title")} destroyOnHidden>
      {address && <Content uscc={uscc} address={address} sources={sources} />}
    </Drawer>
  );
}

function Content({ uscc, address, sources }: Omit<ProvenanceDrawerProps, "onClose"> & { address: FactAddress }) {
  const facts = useQuery({ ...factsOf(uscc), enabled: address.id === undefined && address.table !== "registration" });
  const id = rowOf(address, sources.data, facts.data);
  const read = useQuery({ ...provenanceOf({ ...address, id: id ?? 0 }), enabled: id !== null });
  const error = sources.error ?? read.error;
  if (error) return <Problem of={error} onRetry={() => Promise.all([sources.refetch(), read.refetch()])} />;
  if (sources.isPending || facts.isLoading || read.isLoading) return <Skeleton active paragraph={{ rows: 8 }} />;
  return <Known uscc={uscc} address={address} sources={sources.data} value={read.data} shown={id} />;
}

/** Kinds of facts of which several sources may speak. */
const COMPARED = ["registration", "financial_year"];

interface KnownProps {
  uscc: string;
  address: FactAddress;
  sources: Sources | undefined;
  value: FactProvenance | undefined;
  /** The row whose value it is. */
  shown: number | null;
}

function Known({ uscc, address, sources, value, shown }: KnownProps) {
  const { t } = useTranslation("provenance");
  const group = statementsOf(sources, address);
  if (!value && !group) return <Empty description={t("nothing")} />;
  return (
    <div className="stack">
      {value && (
        <>
          <Head value={value} year={address.year} counts={group === undefined || shown === group.chosen.id} />
          <Origin of={value} />
        </>
      )}
      {group ? (
        <SourcesCompared uscc={uscc} address={address} group={group} sources={sources} shown={shown} />
      ) : (
        COMPARED.includes(address.table) && <span className="muted">{t("onlySource")}</span>
      )}
      {value && <ChangeHistory changes={value.history} />}
    </div>
  );
}

function Head({ value, year, counts }: { value: FactProvenance; year: number | undefined; counts: boolean }) {
  const { t } = useTranslation("provenance");
  const words = useWords();
  const text = useValueText();
  const { main, exact } = text({ ...value, shown: value.shown ?? "" });
  return (
    <header>
      <div className="muted">{[year, words(value)].filter(Boolean).join(" ")}</div>
      <div className={styles["value"]}>
        {main} {!counts && <Tag>{t("notCounting")}</Tag>}
      </div>
      {exact && <div className="muted">{exact}</div>}
    </header>
  );
}
