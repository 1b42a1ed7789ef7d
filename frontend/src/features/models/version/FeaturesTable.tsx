import { Card, Tag, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import type { ModelCard } from "@/features/models/types";
import { MISSING } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { DataTable } from "@/shared/ui/DataTable";

type Feature = ModelCard["features"][number];

function directionOf({ direction }: Feature): "up" | "down" | "free" {
  if (direction === 0) return "free";
  return direction > 0 ? "up" : "down";
}

/** What the model reads, how far each moves a firm on average, and which way policy lets it point. */
export function FeaturesTable({ features }: { features: Feature[] }) {
  const { t } = useTranslation("models");
  const words = useWords();
  const columns: TableColumnsType<Feature> = [
    { key: "name", title: t("column.feature"), render: (_, row) => words(row) },
    {
      key: "influence",
      title: t("features.influence"),
      width: 170,
      align: "right",
      render: (_, row) => row.influence?.toFixed(3) ?? MISSING,
    },
    {
      key: "direction",
      title: t("features.direction"),
      width: 170,
      render: (_, row) => t(`features.${directionOf(row)}`),
    },
    {
      key: "changeable",
      title: t("features.changeable"),
      width: 120,
      render: (_, row) => row.changeable && <Tag color="blue">{t("features.yes")}</Tag>,
    },
  ];
  return (
    <Card title={t("features.title")}>
      <p className="muted">{t("features.note")}</p>
      <DataTable<Feature> rows={features} rowKey={({ name }) => name} columns={columns} scroll={{ x: 640 }} />
    </Card>
  );
}
