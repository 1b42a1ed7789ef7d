import { Grid, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import styles from "@/features/gaps/gaps.module.css";
import type { GapRow } from "@/shared/api/types";
import { day, MISSING, number } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { useMeasureText } from "@/shared/measures";
import { DataTable } from "@/shared/ui/DataTable";
import { GapOutcomeTag } from "@/shared/ui/GapOutcomeTag";
import { sortOrder } from "@/shared/ui/sorting";

interface GapsTableProps {
  rows: GapRow[] | undefined;
  loading: boolean;
  ordering: string;
  empty: string;
  onOrder: (ordering: string) => void;
}

export function GapsTable({ rows, loading, ordering, empty, onOrder }: GapsTableProps) {
  const narrow = !(Grid.useBreakpoint().md ?? true);
  const columns = useColumns(ordering);
  return (
    <DataTable<GapRow>
      rows={rows}
      rowKey={(row) => `${row.uscc}-${row.programme.code}`}
      columns={narrow ? [{ key: "card", render: (_, row) => <Compact row={row} /> }] : columns}
      loading={loading}
      scroll={narrow ? undefined : { x: 1080 }}
      sortDirections={["ascend", "descend"]}
      empty={empty}
      onOrder={onOrder}
    />
  );
}

function useColumns(ordering: string): TableColumnsType<GapRow> {
  const { t } = useTranslation("gaps");
  const { t: common } = useTranslation();
  const words = useWords();
  const sorted = (key: string) => ({ key, sorter: true, sortOrder: sortOrder(ordering, key) });
  return [
    { ...sorted("name"), title: common("column.name"), width: 230, render: (_, row) => <Firm row={row} /> },
    { key: "region", title: common("filter.region"), width: 96, render: (_, { region }) => region?.name ?? MISSING },
    {
      key: "programme",
      title: common("column.programme"),
      width: 160,
      render: (_, row) => (
        <>
          {words(row.programme)} <div className="muted">{row.rulebook.version}</div>
        </>
      ),
    },
    {
      key: "outcome",
      title: t("list.outcome"),
      width: 110,
      render: (_, row) => <GapOutcomeTag outcome={row.outcome} />,
    },
    {
      ...sorted("effort"),
      title: t("list.effort"),
      width: 96,
      align: "right",
      render: (_, row) => (row.effort == null ? MISSING : <strong>{number(row.effort, 1)}</strong>),
    },
    { ...sorted("ready_on"), title: t("list.ready"), width: 118, render: (_, row) => day(row.ready_on) },
    { key: "steps", title: t("list.steps"), render: (_, row) => <Steps row={row} /> },
  ];
}

function planAt({ uscc, programme }: GapRow): string {
  return `/enterprises/${uscc}?${new URLSearchParams({ tab: "gap", programme: programme.code }).toString()}`;
}

function Firm({ row }: { row: GapRow }) {
  return (
    <>
      <Link to={planAt(row)}>{row.name}</Link>
      <div className="code muted">{row.uscc}</div>
    </>
  );
}

const ESTABLISH = "establish";
const MOST = 4;

/** What to do, with amounts; what only has to be found out says so. */
function Steps({ row }: { row: GapRow }) {
  const { t } = useTranslation("gaps");
  const words = useWords();
  const text = useMeasureText();
  const { steps } = row;
  if (steps.length === 0) return <span className="muted">{t(`list.noSteps.${row.outcome}`)}</span>;
  return (
    <ul className={styles["steps"]}>
      {steps.slice(0, MOST).map((step, at) => (
        <li key={`${step.lever}-${step.en}-${at}`}>
          {step.lever === ESTABLISH ? t("list.establish", { fact: words(step) }) : words(step)}{" "}
          {step.lever !== ESTABLISH && step.amount != null && step.unit !== "flag" && (
            <strong className="numeric">{text(step.amount, step.unit)}</strong>
          )}
        </li>
      ))}
      {steps.length > MOST && (
        <li className="muted">
          <Link to={planAt(row)}>{t("list.more", { count: steps.length - MOST })}</Link>
        </li>
      )}
    </ul>
  );
}

/** The same on a phone: one below the other. */
function Compact({ row }: { row: GapRow }) {
  const { t } = useTranslation("gaps");
  const words = useWords();
  return (
    <div className={styles["compact"]}>
      <Firm row={row} />
      <div className="tags">
        <span>{words(row.programme)}</span>
        <GapOutcomeTag outcome={row.outcome} />
        {row.effort != null && <span>{t("plan.effort", { effort: number(row.effort, 1) })}</span>}
        {row.ready_on && <span className="muted">{t("plan.ready", { on: day(row.ready_on) })}</span>}
      </div>
      <Steps row={row} />
    </div>
  );
}
