import { useQuery } from "@tanstack/react-query";
import { Alert, Card, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { isUnderWay, targetOf } from "@/features/models/queries";
import { DecisionsTable } from "@/features/models/target/DecisionsTable";
import { SideBySide } from "@/features/models/target/SideBySide";
import { TargetActions } from "@/features/models/target/TargetActions";
import { TrainingProgress } from "@/features/models/target/TrainingProgress";
import { TrainingsTable } from "@/features/models/target/TrainingsTable";
import { VersionsTable } from "@/features/models/target/VersionsTable";
import { WatchCard } from "@/features/models/target/WatchCard";
import type { TargetModels } from "@/features/models/types";
import { useWords } from "@/shared/i18n";
import { PageHeader } from "@/shared/ui/PageHeader";
import { Problem } from "@/shared/ui/Problem";

/** All about the models of one target: the one in use beside its challenger, what is watched, and how it came to be. */
export default function TargetPage() {
  const { target = "" } = useParams();
  const { data, isPending, error, refetch } = useQuery(targetOf(target));
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 12 }} />;
  return <Content of={data} />;
}

function Content({ of }: { of: TargetModels }) {
  const { t } = useTranslation("models");
  const words = useWords();
  const [training] = of.trainings;
  const champion = of.versions.find(({ is_promoted }) => is_promoted);
  const [newest] = of.versions;
  return (
    <>
      <PageHeader
        title={words(of.target)}
        note={t(`questionNote.${of.target.question}`)}
        actions={<TargetActions of={of} />}
      />
      <div className="stack">
        {training && isUnderWay(training) && (
          <Card title={t("training.underWay")}>
            <TrainingProgress training={training} />
          </Card>
        )}
        {of.no_model_because && <Alert type="info" showIcon title={words(of.no_model_because)} />}
        {champion && newest && newest !== champion && <SideBySide champion={champion} challenger={newest} />}
        <Card title={t("versions.title")}>
          <VersionsTable versions={of.versions} />
        </Card>
        <WatchCard watches={of.watches} />
        <Card title={t("decisions.title")}>
          <DecisionsTable target={of.target.code} decisions={of.decisions} />
        </Card>
        <Card title={t("training.title")}>
          <TrainingsTable trainings={of.trainings} />
        </Card>
      </div>
    </>
  );
}
