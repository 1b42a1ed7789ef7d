import { useQuery } from "@tanstack/react-query";
import { Card, Skeleton } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FinancialYears } from "@/features/enterprise/FinancialYears";
import * as tables from "@/features/enterprise/factTables";
import { factsOf } from "@/features/enterprise/queries";
import type { Facts } from "@/shared/api/types";
import { day } from "@/shared/format";
import { Problem } from "@/shared/ui/Problem";

/** 事实数据: everything on record that rules and models read. */
export function FactsTab({ uscc }: { uscc: string }) {
  const { t } = useTranslation("enterprise");
  const { data: facts, isPending, error, refetch } = useQuery(factsOf(uscc));
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 12 }} />;
  return (
    <div className="stack">
      <Card title={t("facts.financial_years")} extra={<span className="muted">{t("facts.hover")}</span>}>
        <FinancialYears years={facts.financial_years} />
      </Card>
      <Listed
        facts={facts}
        kind="ip_right"
        title={t("facts.ip_rights")}
        table={tables.IPRights}
        rows={facts.ip_rights}
      />
      <Listed
        facts={facts}
        kind="conversion"
        title={t("facts.conversions")}
        table={tables.Conversions}
        rows={facts.conversions}
      />
      <Listed
        facts={facts}
        kind="rnd_institution"
        title={t("facts.rnd_institutions")}
        table={tables.RnDInstitutions}
        rows={facts.rnd_institutions}
      />
      <Listed
        facts={facts}
        kind="financing_round"
        title={t("facts.financing_rounds")}
        table={tables.FinancingRounds}
        rows={facts.financing_rounds}
      />
      <Listed
        facts={facts}
        kind="incident"
        title={t("facts.incidents")}
        table={tables.Incidents}
        rows={facts.incidents}
      />
      <Listed
        facts={facts}
        kind="list_entry"
        title={t("facts.list_entries")}
        table={tables.ListEntries}
        rows={facts.list_entries}
      />
      <Card title={t("facts.judgements")}>
        <tables.Judgements rows={facts.judgements} empty={t("facts.notJudged")} />
      </Card>
    </div>
  );
}

interface ListedProps<Row> {
  facts: Facts;
  kind: Facts["coverage"][number]["kind"];
  title: ReactNode;
  rows: Row[];
  table: (props: { rows: Row[]; empty: string }) => ReactNode;
}

/** One kind of facts, saying whether its list is complete: only then does 'no row' mean 'none'. */
function Listed<Row>({ facts, kind, title, rows, table: Rows }: ListedProps<Row>) {
  const { t } = useTranslation("enterprise");
  const complete = facts.coverage.find((statement) => statement.kind === kind);
  const note = complete
    ? t("facts.complete", { source: complete.source, on: day(complete.known_on) })
    : t("facts.incomplete");
  return (
    <Card title={title} extra={<span className="muted">{note}</span>}>
      <Rows rows={rows} empty={complete ? t("facts.noneForSure") : t("facts.noneKnown")} />
    </Card>
  );
}
