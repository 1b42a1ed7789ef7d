import { CaretDownFilled, CaretUpFilled, QuestionCircleFilled } from "@ant-design/icons";
import type { TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import styles from "@/features/rulebooks/impact/impact.module.css";
import {
  type After,
  ALL,
  type County,
  countText,
  isNobody,
  matrixOf,
  VERDICTS,
} from "@/features/rulebooks/impact/moves";
import { useShowFlips } from "@/features/rulebooks/impact/useFlipFilter";
import type { Impact } from "@/features/rulebooks/types";
import { DataTable } from "@/shared/ui/DataTable";
import { useTierName } from "@/shared/ui/tags";

/** The API's word for firms of which it is not known where they are. */
const NOWHERE = "none";
const ICONS: Readonly<Record<After, React.ReactNode>> = {
  met: <CaretUpFilled />,
  undetermined: <QuestionCircleFilled />,
  unmet: <CaretDownFilled />,
};

/** Counties by tiers: how many firms' verdict changes, and to what; a number leads to its firms. */
export function Matrix({ impact }: { impact: Impact }) {
  const { t } = useTranslation("drafts");
  const tierName = useTierName();
  const { tiers, counties } = matrixOf(impact);
  const columns: TableColumnsType<County> = [
    {
      key: "region",
      title: t("impact.region"),
      width: 140,
      fixed: "start",
      render: (_, county) => (county === counties[0] ? <strong>{t("impact.whole")}</strong> : nameOf(county, t)),
    },
    ...[...tiers, ALL].map((tier) => ({
      key: String(tier),
      title: tier === ALL ? t("impact.allTiers") : tierName(tier),
      width: 150,
      render: (_: unknown, county: County) => <Cell county={county} tier={tier} whole={counties[0]} />,
    })),
  ];
  return (
    <>
      <p className={styles["legend"]}>
        {VERDICTS.map((after) => (
          <span key={after} className={styles[after]}>
            {ICONS[after]} {t(`impact.turn.${after}`)}
          </span>
        ))}
      </p>
      <DataTable<County>
        bordered
        rows={counties}
        rowKey={(county) => (county === counties[0] ? "all" : (county.region ?? "unknown"))}
        columns={columns}
        scroll={{ x: 140 + 150 * (tiers.length + 1) }}
      />
    </>
  );
}

function nameOf(county: County, t: ReturnType<typeof useTranslation<"drafts">>["t"]): string {
  return county.region_name ?? t("impact.noRegion");
}

function Cell({ county, tier, whole }: { county: County; tier: number; whole: County | undefined }) {
  const { t } = useTranslation("drafts");
  const show = useShowFlips();
  const cell = county.cells.get(tier);
  const told = cell ? VERDICTS.filter((after) => !isNobody(cell[after])) : [];
  if (!cell || told.length === 0) return <span className="muted">0</span>;
  return (
    <span className={styles["cell"]}>
      {told.map((after) => (
        <button
          key={after}
          type="button"
          className={`${styles["count"] ?? ""} ${styles[after] ?? ""}`}
          aria-label={`${t(`impact.turn.${after}`)} ${countText(cell[after])}`}
          title={`${t(`impact.turn.${after}`)} · ${t("impact.showFirms")}`}
          onClick={() =>
            show({
              after,
              ...(county === whole ? {} : { region: county.region ?? NOWHERE }),
              ...(tier !== ALL ? { tier: String(tier) } : {}),
            })
          }
        >
          {ICONS[after]} {countText(cell[after])}
        </button>
      ))}
    </span>
  );
}
