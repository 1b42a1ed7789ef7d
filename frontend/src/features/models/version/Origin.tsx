import { Descriptions, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import type { ModelCard } from "@/features/models/types";
import { day, MISSING, number, percent } from "@/shared/format";
import { DataTable } from "@/shared/ui/DataTable";

type YearUse = ModelCard["years"][number];

/** From what it was made: the years and what each was used for, the data's fingerprint, the code and its versions. */
export function Origin({ card }: { card: ModelCard }) {
  const { t } = useTranslation("models");
  const columns: TableColumnsType<YearUse> = [
    { key: "as_of", title: t("origin.asOf"), render: (_, row) => day(row.as_of) },
    { key: "use", title: t("origin.use"), render: (_, row) => t(`origin.${row.use}`) },
    { key: "rows", title: t("counties.firms"), align: "right", render: (_, row) => number(row.rows) },
    { key: "positives", title: t("slices.reached"), align: "right", render: (_, row) => number(row.positives) },
  ];
  const items = [
    { key: "data", label: t("origin.data"), children: <span className="code">{card.data_sha256}</span> },
    { key: "git", label: t("origin.git"), children: <span className="code">{card.git_commit || MISSING}</span> },
    { key: "sklearn", label: "scikit-learn", children: card.sklearn_version },
    { key: "seed", label: t("origin.seed"), children: card.seed },
    { key: "refits", label: t("origin.refits"), children: card.refits },
    { key: "reasons", label: t("origin.reasons"), children: t(`origin.${card.reasons_by}`) },
    { key: "groups", label: t("origin.groups"), children: t(card.held_out_groups ? "origin.apart" : "origin.byYear") },
    ...(card.selection
      ? [
          {
            key: "selection",
            label: t("origin.selection"),
            children: t("origin.selectionSaid", {
              share: percent(card.selection.share),
              auc: card.selection.auc.toFixed(3),
              rows: number(card.selection.effective_rows, 0),
            }),
          },
        ]
      : []),
  ];
  return (
    <div className="stack">
      <DataTable<YearUse> rows={card.years} rowKey={({ as_of, use }) => `${as_of} ${use}`} columns={columns} />
      <Descriptions size="small" bordered column={1} items={items} />
    </div>
  );
}
