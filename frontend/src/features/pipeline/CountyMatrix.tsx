import type { TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { firmsAt } from "@/features/pipeline/firms";
import { shade } from "@/features/pipeline/shade";
import type { Pipeline } from "@/shared/api/types";
import { number } from "@/shared/format";
import { DataTable } from "@/shared/ui/DataTable";
import { useTierName } from "@/shared/ui/tags";

type County = Pipeline["counties"][number];

/** Counties by tiers; the deeper the colour, the larger a county's share of that tier; each cell leads to its firms. */
export function CountyMatrix({ counties }: { counties: County[] }) {
  const { t } = useTranslation("pipeline");
  const tierName = useTierName();
  const most = [0, 1, 2, 3, 4].map((tier) => Math.max(...counties.map(({ counts }) => counts[tier] ?? 0)));
  const columns: TableColumnsType<County> = [
    {
      key: "region",
      title: t("counties.region"),
      width: 160,
      fixed: "start",
      render: (_, { region }) => region?.name ?? t("counties.unknown"),
    },
    ...most.map((largest, tier) => ({
      key: String(tier),
      title: tierName(tier),
      align: "right" as const,
      width: 120,
      sorter: (a: County, b: County) => (a.counts[tier] ?? 0) - (b.counts[tier] ?? 0),
      onCell: (county: County) => ({ style: { background: shade(tier, county.counts[tier] ?? 0, largest) } }),
      render: (_: unknown, county: County) => <Cell county={county} tier={tier} />,
    })),
    {
      key: "total",
      title: t("counties.total"),
      align: "right",
      width: 100,
      sorter: (a, b) => a.total - b.total,
      defaultSortOrder: "descend",
      render: (_, { total }) => <strong>{number(total)}</strong>,
    },
  ];
  return (
    <DataTable<County>
      rows={counties}
      rowKey={({ region }) => region?.code ?? "unknown"}
      columns={columns}
      scroll={{ x: 860 }}
      empty={t("counties.empty")}
    />
  );
}

function Cell({ county, tier }: { county: County; tier: number }) {
  const count = county.counts[tier] ?? 0;
  if (!county.region || count === 0) return <span className="muted">{number(count)}</span>;
  return <Link to={firmsAt({ region: county.region.code, tier })}>{number(count)}</Link>;
}
