import { Card, Tag, type TableColumnsType } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FigureCell } from "@/features/models/FigureCell";
import type { Slice } from "@/features/models/types";
import { number, percent } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import type { MetricName } from "@/shared/modelFigures";
import { DataTable } from "@/shared/ui/DataTable";

const DIMENSIONS = ["county", "industry_section", "size", "age"] as const satisfies readonly Slice["dimension"][];

/** From small to large; what is not in here, by its code. */
const ORDER = ["micro", "small", "medium", "large", "0-3", "3-5", "5-10", "10+"];

/** The parts of one whole as they are read; firms of whom it is not known come last. */
function inOrder(slices: Slice[]): Slice[] {
  const place = ({ code }: Slice) => (code === "" ? ORDER.length : ORDER.indexOf(code));
  return [...slices].sort((a, b) => place(a) - place(b));
}

/** Every metric by county, industry, size and age; what is worse than the whole beyond noise is marked. */
export function SlicesTable({ slices }: { slices: Slice[] }) {
  const { t } = useTranslation("models");
  const columns = useColumns();
  return (
    <div className="stack">
      <p className="muted">
        {t("slices.note")} {t("hidden")}
      </p>
      {DIMENSIONS.map((dimension) => (
        <Card key={dimension} title={t(`slices.${dimension}`)}>
          <DataTable<Slice>
            rows={inOrder(slices.filter((slice) => slice.dimension === dimension))}
            rowKey={({ code }) => code}
            columns={columns}
            scroll={{ x: 1090 }}
            empty={t("slices.empty")}
          />
        </Card>
      ))}
    </div>
  );
}

type Column = TableColumnsType<Slice>[number];

function right(key: string, title: string, width: number, text: (row: Slice) => ReactNode): Column {
  return { key, title, width, align: "right", render: (_, row) => text(row) };
}

function useColumns(): TableColumnsType<Slice> {
  const { t } = useTranslation("models");
  const metric = (name: MetricName) =>
    right(name, t(`metric.${name}`), 130, (row) => <FigureCell metrics={row.metrics} name={name} />);
  return [
    { key: "name", title: t("slices.slice"), render: (_, row) => <Name of={row} /> },
    right("rows", t("counties.firms"), 70, (row) => number(row.rows)),
    right("positives", t("slices.reached"), 64, (row) => number(row.positives)),
    right("foretold", t("plot.foretold"), 70, (row) => percent(row.foretold)),
    right("happened", t("plot.happened"), 70, (row) => percent(row.happened)),
    metric("auc"),
    metric("average_precision"),
    metric("brier"),
    metric("log_loss"),
    metric("ece"),
  ];
}

function Name({ of }: { of: Slice }) {
  const { t } = useTranslation("models");
  const words = useWords();
  return (
    <>
      {words(of)}
      {of.worse_in.map((one) => (
        <div key={one}>
          <Tag color="red">{t(`slices.worse.${one}`)}</Tag>
        </div>
      ))}
    </>
  );
}
