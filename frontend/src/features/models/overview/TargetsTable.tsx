import { Tag, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { AlertTags } from "@/features/models/AlertTags";
import { EarnedTag } from "@/features/models/EarnedTag";
import { isUnderWay } from "@/features/models/queries";
import { TrainingProgress } from "@/features/models/target/TrainingProgress";
import type { TargetRow } from "@/features/models/types";
import { instant, MISSING } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { figure, metricOf } from "@/shared/modelFigures";
import { DataTable } from "@/shared/ui/DataTable";

/** One line a target: its question, the model in use or why there is none, its figures and its alerts. */
export function TargetsTable({ rows }: { rows: TargetRow[] }) {
  const { t } = useTranslation("models");
  return (
    <DataTable<TargetRow>
      rows={rows}
      rowKey={({ target }) => target.code}
      columns={useColumns()}
      scroll={{ x: 1040 }}
      empty={t("empty")}
    />
  );
}

function useColumns(): TableColumnsType<TargetRow> {
  const { t } = useTranslation("models");
  const words = useWords();
  return [
    {
      key: "target",
      title: t("column.target"),
      render: (_, { target }) => (
        <>
          <Link to={`/models/${target.code}`}>{words(target)}</Link>
          <div className="muted">{t(`question.${target.question}`)}</div>
        </>
      ),
    },
    { key: "state", title: t("column.state"), width: 250, render: (_, row) => <State of={row} /> },
    {
      key: "auc",
      title: t("metric.auc"),
      width: 90,
      align: "right",
      render: (_, { champion }) => (champion ? figure(metricOf(champion.metrics, "auc"), "auc") : MISSING),
    },
    {
      key: "ece",
      title: t("metric.ece"),
      width: 100,
      align: "right",
      render: (_, { champion }) => (champion ? figure(metricOf(champion.metrics, "ece"), "ece") : MISSING),
    },
    {
      key: "newest",
      title: t("column.newest"),
      width: 210,
      render: (_, row) => <Newest of={row} />,
    },
    {
      key: "watch",
      title: t("column.watch"),
      width: 140,
      render: (_, { watch }) => (watch ? <AlertTags alerts={watch.alerts} /> : MISSING),
    },
  ];
}

/** The model in use or why there is none, and the training under way, if one is. */
function State({ of }: { of: TargetRow }) {
  const { t } = useTranslation("models");
  const words = useWords();
  const { champion, training } = of;
  return (
    <>
      {champion ? (
        <>
          <Tag color="green">{t("inUse")}</Tag> {words(champion.algorithm)}
        </>
      ) : (
        <span className="muted">{words(of.no_model_because)}</span>
      )}
      {training && isUnderWay(training) && <TrainingProgress training={training} />}
      {training?.stalled && <div className="muted">{t("training.stalled")}</div>}
    </>
  );
}

/** The newest version; where it is not the one in use, it waits for somebody to decide on it, or did not earn it. */
function Newest({ of }: { of: TargetRow }) {
  const { t } = useTranslation("models");
  const { newest } = of;
  if (!newest) return <>{MISSING}</>;
  return (
    <>
      <Link to={`/models/${newest.target}/${newest.version}`}>{newest.version}</Link> <EarnedTag of={newest} />
      <div className="muted">{t("trainedAt", { at: instant(newest.trained_at) })}</div>
    </>
  );
}
