import { Tag, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Training } from "@/features/models/types";
import { instant, MISSING, number } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { DataTable } from "@/shared/ui/DataTable";

const COLOURS: Readonly<Record<Training["state"], string>> = {
  queued: "default",
  running: "blue",
  done: "green",
  refused: "orange",
  failed: "red",
};

/** The last attempts to train, with the outcomes that they found and why nothing came of one. */
export function TrainingsTable({ trainings }: { trainings: Training[] }) {
  const { t } = useTranslation("models");
  const columns: TableColumnsType<Training> = [
    { key: "at", title: t("column.requested"), width: 150, render: (_, row) => instant(row.requested_at) },
    { key: "by", title: t("column.by"), width: 140, render: (_, row) => row.requested_by?.display_name ?? MISSING },
    {
      key: "state",
      title: t("column.state"),
      width: 130,
      render: (_, row) => (
        <Tag color={row.stalled ? "red" : COLOURS[row.state]}>
          {t(row.stalled ? "training.stalled" : `training.state.${row.state}`)}
        </Tag>
      ),
    },
    { key: "outcomes", title: t("training.outcomes"), width: 220, render: (_, row) => <Sum of={row} /> },
    { key: "result", title: t("training.result"), render: (_, row) => <Result of={row} /> },
  ];
  return (
    <DataTable<Training>
      rows={trainings}
      rowKey={({ id }) => String(id)}
      columns={columns}
      scroll={{ x: 920 }}
      expandable={{ expandedRowRender: (row) => <Years of={row} />, rowExpandable: ({ outcomes }) => outcomes.length > 0 }}
      empty={t("training.empty")}
    />
  );
}

function Result({ of }: { of: Training }) {
  const words = useWords();
  if (of.version) return <Link to={`/models/${of.target}/${of.version}`}>{of.version}</Link>;
  return <>{words(of.refusal) || MISSING}</>;
}

function Sum({ of }: { of: Training }) {
  const { t } = useTranslation("models");
  if (of.outcomes.length === 0) return <>{MISSING}</>;
  return <>{t("training.sum", { years: of.outcomes.length, reached: number(reachedInAll(of)) })}</>;
}

/** Null where a year has too few to be told: the sum would tell them. */
function reachedInAll({ outcomes }: Training): number | null {
  let sum = 0;
  for (const { positives } of outcomes) {
    if (positives === null) return null;
    sum += positives;
  }
  return sum;
}

function Years({ of }: { of: Training }) {
  const { t } = useTranslation("models");
  return (
    <>
      {of.outcomes.map(({ as_of, rows, positives }) => (
        <div key={as_of}>{t("training.year", { on: as_of, rows: number(rows), positives: number(positives) })}</div>
      ))}
    </>
  );
}
