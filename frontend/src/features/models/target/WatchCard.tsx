import { Alert, Card, Empty, type TableColumnsType } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { driftOption } from "@/features/models/target/driftOption";
import type { Watch } from "@/features/models/types";
import { reliabilityOption } from "@/features/models/version/options";
import { day, MISSING, number, percent } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { PSI, withInterval } from "@/shared/modelFigures";
import { Chart } from "@/shared/ui/Chart";
import { DataTable } from "@/shared/ui/DataTable";

type Feature = Watch["features"][number];
const SHOWN = 10;

/** What is watched of the model in use: drift of what it reads and says, and whether its likelihoods came true. */
export function WatchCard({ watches }: { watches: Watch[] }) {
  const { t } = useTranslation("models");
  const [newest] = watches;
  return (
    <Card title={t("watch.title")}>
      {newest ? (
        <Newest of={newest} watches={watches} />
      ) : (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("watch.empty")} />
      )}
    </Card>
  );
}

function Newest({ of, watches }: { of: Watch; watches: Watch[] }) {
  const { t } = useTranslation("models");
  const words = useWords();
  const option = useMemo(() => driftOption(watches), [watches]);
  return (
    <div className="stack">
      <span className="muted">{t("watch.asOf", { on: day(of.as_of), firms: number(of.firms) })}</span>
      {of.alerts.map((alert) => (
        <Alert
          key={`${alert.code} ${alert.feature}`}
          type={alert.level === "alarm" ? "error" : "warning"}
          showIcon
          title={words(alert)}
        />
      ))}
      <p className="muted">{t("watch.psi", PSI)}</p>
      {watches.length > 1 && <Chart option={option} height={180} label={t("watch.chart")} />}
      <Features of={of} />
      <MaturedPart of={of} />
    </div>
  );
}

function Features({ of }: { of: Watch }) {
  const { t } = useTranslation("models");
  const words = useWords();
  const columns: TableColumnsType<Feature> = [
    { key: "feature", title: t("watch.features", { shown: SHOWN }), render: (_, row) => words(row) },
    { key: "psi", title: "PSI", width: 120, align: "right", render: (_, row) => row.psi?.toFixed(3) ?? MISSING },
  ];
  return (
    <DataTable<Feature>
      rows={of.features.slice(0, SHOWN)}
      rowKey={({ feature }) => feature}
      columns={columns}
      empty={t("watch.noFeatures")}
    />
  );
}

function MaturedPart({ of }: { of: Watch }) {
  const { t } = useTranslation("models");
  const { matured } = of;
  const words = useMemo(() => ({ foretold: t("plot.foretold"), happened: t("plot.happened") }), [t]);
  const option = useMemo(() => (matured ? reliabilityOption(matured.curve, words) : null), [matured, words]);
  if (!matured || !option) return <p className="muted">{t("watch.notMatured")}</p>;
  return (
    <>
      <p>
        {t("watch.matured", {
          firms: number(matured.firms),
          foretold: percent(matured.foretold),
          happened: percent(matured.happened),
          brier: withInterval(matured.brier, 4),
        })}
      </p>
      {matured.curve.length > 0 ? (
        <Chart option={option} height={260} label={t("plot.reliability")} />
      ) : (
        <p className="muted">{t("plot.hidden")}</p>
      )}
    </>
  );
}
