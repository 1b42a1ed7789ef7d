import { Tag, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { WEIGHT_COLOURS } from "@/features/imports/preview/FindingFilters";
import { byWeight, weightOf } from "@/features/imports/preview/grid";
import styles from "@/features/imports/preview/preview.module.css";
import type { Finding, Row } from "@/features/imports/types";

const FEW = 2;

/** What was found in a row, the gravest first; in short, mere remarks are only counted. */
export function RowFindings({ row, full = false }: { row: Row; full?: boolean }) {
  const { t } = useTranslation("imports");
  const found = byWeight(row.findings);
  const grave = found.filter((finding) => weightOf(finding) !== "remark");
  const shown = full ? found : grave.slice(0, FEW);
  const remarks = full ? [] : found.slice(grave.length);
  return (
    <div className={styles["rowFindings"]}>
      {shown.map((finding) => (
        <OneFinding key={`${finding.code}/${finding.letter ?? ""}/${finding.message}`} of={finding} full={full} />
      ))}
      {!full && grave.length > FEW && (
        <span className="muted">{t("rows.moreFindings", { count: grave.length - FEW })}</span>
      )}
      {remarks.length > 0 && (
        <Tooltip
          title={remarks.map(({ code, message }) => (
            <div key={code + message}>{message}</div>
          ))}
        >
          <span className="muted">{t("rows.remarks", { count: remarks.length })}</span>
        </Tooltip>
      )}
    </div>
  );
}

function OneFinding({ of, full }: { of: Finding; full: boolean }) {
  const { t } = useTranslation("imports");
  const weight = weightOf(of);
  return (
    <div className={full ? undefined : styles["short"]} title={full ? undefined : of.message}>
      <Tag color={WEIGHT_COLOURS[weight]}>{t(`findings.${weight}`)}</Tag>
      {of.column && <strong>{of.column}：</strong>}
      {of.message}
    </div>
  );
}
