import { Card, Tag, type TableColumnsType } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { CountyResult, ModelCard } from "@/features/models/types";
import { countiesOption, isTold } from "@/features/models/version/options";
import { number, percent } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { shareWithInterval, withInterval } from "@/shared/modelFigures";
import { Chart } from "@/shared/ui/Chart";
import { DataTable } from "@/shared/ui/DataTable";

/** Precision at the capacity of each county's staff: of the firms that they can see, how many got there. */
export function CountiesPart({ card }: { card: ModelCard }) {
  const { t } = useTranslation("models");
  const words = useWords();
  const option = useMemo(
    () =>
      countiesOption(card.counties, {
        precision: t("counties.precision"),
        rate: t("counties.rate"),
        name: words,
      }),
    [card.counties, t, words],
  );
  const told = card.counties.filter(isTold).length;
  return (
    <Card title={t("counties.title")}>
      <p className="muted">
        {t("counties.note")} {t("hidden")}
      </p>
      {told > 0 && <Chart option={option} height={60 + 44 * told} label={t("counties.title")} />}
      <CountiesTable counties={card.counties} />
    </Card>
  );
}

type Column = TableColumnsType<CountyResult>[number];

function right(key: string, title: string, width: number, text: (row: CountyResult) => string): Column {
  return { key, title, width, align: "right", render: (_, row) => text(row) };
}

function CountiesTable({ counties }: { counties: CountyResult[] }) {
  const { t } = useTranslation("models");
  const words = useWords();
  const columns: TableColumnsType<CountyResult> = [
    { key: "county", title: t("counties.county"), render: (_, row) => words(row) },
    right("capacity", t("counties.capacity"), 80, (row) => number(row.capacity)),
    right("firms", t("counties.firms"), 80, (row) => number(row.firms)),
    right("precision", t("counties.precision"), 180, (row) => shareWithInterval(row.precision)),
    right("lift", t("counties.lift"), 140, (row) => withInterval(row.lift, 1)),
    right("foretold", t("plot.foretold"), 80, (row) => percent(row.foretold)),
    right("happened", t("plot.happened"), 80, (row) => percent(row.happened)),
    {
      key: "shift",
      title: t("counties.shift"),
      width: 190,
      align: "right",
      render: (_, row) => (
        <>
          {shareWithInterval(row.shift)} {row.beyond_noise && <Tag color="red">{t("counties.beyond")}</Tag>}
        </>
      ),
    },
  ];
  return (
    <DataTable<CountyResult>
      rows={counties}
      rowKey={({ code }) => code}
      columns={columns}
      scroll={{ x: 1040 }}
      empty={t("counties.empty")}
    />
  );
}
