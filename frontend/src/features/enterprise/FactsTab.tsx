import { useQuery } from "@tanstack/react-query";
import { Card, Flex, Segmented, Skeleton } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { AddFact } from "@/features/enterprise/addFact/AddFact";
import * as exchange from "@/features/enterprise/exchangeTables";
import { FinancialYears, type YearView } from "@/features/enterprise/FinancialYears";
import * as tables from "@/features/enterprise/factTables";
import { sourcesOf } from "@/features/enterprise/provenance/queries";
import { factsOf } from "@/features/enterprise/queries";
import type { EnterpriseDetail, Facts } from "@/shared/api/types";
import { day } from "@/shared/format";
import { can, useMe } from "@/shared/session";
import { Problem } from "@/shared/ui/Problem";

type Firm = Pick<EnterpriseDetail, "uscc" | "name">;

/** 事实数据: everything on record that rules and models read, and what was done for the firm. */
export function FactsTab({ firm }: { firm: Firm }) {
  const { data: facts, isPending, error, refetch } = useQuery(factsOf(firm.uscc));
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 12 }} />;
  return (
    <div className="stack">
      <Years firm={firm} facts={facts} />
      <Listed firm={firm} facts={facts} of="ip_rights" kind="ip_right" rows={facts.ip_rights} table={tables.IPRights} />
      <Listed
        firm={firm}
        facts={facts}
        of="conversions"
        kind="conversion"
        rows={facts.conversions}
        table={tables.Conversions}
      />
      <Listed
        facts={facts}
        of="rnd_institutions"
        kind="rnd_institution"
        rows={facts.rnd_institutions}
        table={tables.RnDInstitutions}
      />
      <Listed
        firm={firm}
        facts={facts}
        of="financing_rounds"
        kind="financing_round"
        rows={facts.financing_rounds}
        table={tables.FinancingRounds}
      />
      <Listed
        firm={firm}
        facts={facts}
        of="incidents"
        kind="incident"
        rows={facts.incidents}
        table={tables.Incidents}
      />
      <Listed
        firm={firm}
        facts={facts}
        of="list_entries"
        kind="list_entry"
        rows={facts.list_entries}
        table={tables.ListEntries}
      />
      <Judgements facts={facts} />
      <Controls firm={firm} facts={facts} />
      <Served firm={firm} facts={facts} />
    </div>
  );
}

function Years({ firm, facts }: { firm: Firm; facts: Facts }) {
  const { t } = useTranslation("enterprise");
  const sources = useQuery(sourcesOf(firm.uscc));
  const [view, setView] = useState<YearView>("counting");
  const views: YearView[] = ["counting", "reports"];
  const extra = (
    <Flex gap={8} align="center" wrap>
      {facts.financial_years.length > 0 && (
        <Segmented
          size="small"
          value={view}
          onChange={setView}
          options={views.map((value) => ({ value, label: t(`facts.view.${value}`) }))}
        />
      )}
      <AddFact small firm={firm} kind="financial_years" />
    </Flex>
  );
  return (
    <Card title={t("facts.financial_years")} extra={extra}>
      <FinancialYears years={facts.financial_years} sources={sources.data} view={view} />
    </Card>
  );
}

function Judgements({ facts }: { facts: Facts }) {
  const { t } = useTranslation("enterprise");
  return (
    <Card title={t("facts.judgements")}>
      <tables.Judgements rows={facts.judgements} empty={t("facts.notJudged")} />
    </Card>
  );
}

function Controls({ firm, facts }: { firm: Firm; facts: Facts }) {
  const { t } = useTranslation("enterprise");
  return (
    <Card title={t("facts.controls")} extra={<AddFact small firm={firm} kind="controls" />}>
      <tables.Controls rows={facts.controls} empty={t("facts.noneKnown")} />
    </Card>
  );
}

/** What was done for the firm and what it seeks, offers and sells, for whoever may see it. */
function Served({ firm, facts }: { firm: Firm; facts: Facts }) {
  const { t } = useTranslation("enterprise");
  const me = useMe();
  const empty = t("records.none");
  const add = (kind: string) => <AddFact small firm={firm} kind={kind} />;
  return (
    <>
      {can(me, "engagement", "view") && (
        <Card title={t("facts.engagements")} extra={add("engagements")}>
          <exchange.Engagements rows={facts.engagements} empty={empty} />
        </Card>
      )}
      {can(me, "exchange", "view") && (
        <>
          <Card title={t("facts.demands")} extra={add("demands")}>
            <exchange.Demands rows={facts.demands} empty={empty} />
          </Card>
          <Card title={t("facts.achievements")} extra={add("achievements")}>
            <exchange.Achievements rows={facts.achievements} empty={empty} />
          </Card>
          <Card title={t("facts.technology_contracts")} extra={add("technology_contracts")}>
            <exchange.TechnologyContracts rows={facts.technology_contracts} empty={empty} />
          </Card>
        </>
      )}
    </>
  );
}

type ListName = "ip_rights" | "conversions" | "rnd_institutions" | "financing_rounds" | "incidents" | "list_entries";

interface ListedProps<Row> {
  /** Whose list may be added to; without it, nothing can be written down here. */
  firm?: Firm;
  facts: Facts;
  of: ListName;
  kind: Facts["coverage"][number]["kind"];
  rows: Row[];
  table: (props: { rows: Row[]; empty: string }) => ReactNode;
}

/** One kind of facts, saying whether its list is complete: only then does 'no row' mean 'none'. */
function Listed<Row>({ firm, facts, of, kind, rows, table: Rows }: ListedProps<Row>) {
  const { t } = useTranslation("enterprise");
  const complete = facts.coverage.find((statement) => statement.kind === kind);
  const note = complete
    ? t("facts.complete", { source: complete.source, on: day(complete.known_on) })
    : t("facts.incomplete");
  const extra = (
    <>
      <span className="muted">{note}</span> {firm && <AddFact small firm={firm} kind={of} />}
    </>
  );
  return (
    <Card title={t(`facts.${of}`)} extra={extra}>
      <Rows rows={rows} empty={complete ? t("facts.noneForSure") : t("facts.noneKnown")} />
    </Card>
  );
}
