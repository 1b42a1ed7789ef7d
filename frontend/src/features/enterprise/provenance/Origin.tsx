import { Descriptions, type DescriptionsProps } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import styles from "@/features/enterprise/provenance/ProvenanceDrawer.module.css";
import type { FactProvenance } from "@/shared/api/types";
import { day, instant } from "@/shared/format";
import { isByHand, placeLink } from "@/shared/ui/Provenance";

/** Who said it, when it became known, and the very cell that it was read from, also before that cell was mended. */
export function Origin({ of }: { of: FactProvenance }) {
  const { t } = useTranslation("provenance");
  const { t: common } = useTranslation();
  const entries: [string, React.ReactNode][] = [
    [t("period"), of.period && day(of.period)],
    [t("source"), of.source || common("provenance.unnamed")],
    [t("knownOn"), day(of.known_on)],
    [t("recordedAt"), of.recorded_at && instant(of.recorded_at)],
    [t("place"), <Place key="place" of={of} />],
    ...cellEntries(of, t),
    [t("importedBy"), importedBy(of)],
  ];
  const items: DescriptionsProps["items"] = entries
    .filter(([, children]) => Boolean(children))
    .map(([label, children]) => ({ key: label, label, children }));
  return <Descriptions size="small" bordered column={1} items={items} styles={{ label: { width: 112 } }} />;
}

type Translate = ReturnType<typeof useTranslation<"provenance">>["t"];

function cellEntries({ import: place, edited_cell_was }: FactProvenance, t: Translate): [string, React.ReactNode][] {
  if (place?.raw == null) return [];
  return [
    [
      edited_cell_was == null ? t("cell") : t("cellNow"),
      <code key="now" className={styles["cell"]}>
        {place.raw}
      </code>,
    ],
    [
      t("cellWas"),
      edited_cell_was != null && (
        <code key="was" className={`${styles["cell"] ?? ""} ${styles["was"] ?? ""}`}>
          {edited_cell_was || " "}
        </code>
      ),
    ],
  ];
}

function importedBy({ import: place }: FactProvenance): string {
  if (!place) return "";
  return [place.uploaded_by?.display_name, place.committed_at && instant(place.committed_at)]
    .filter(Boolean)
    .join(" · ");
}

/** 研发投入.xlsx · Sheet1 · D17, leading to the row as it was imported; or that no file stands behind it. */
function Place({ of }: { of: FactProvenance }) {
  const { t } = useTranslation("provenance");
  if (!of.import) return <span className="muted">{t("noFile")}</span>;
  if (isByHand(of.import)) return <Link to={placeLink(of.import)}>{t("byHand")}</Link>;
  const { file_name, sheet, row, cell } = of.import;
  const at = cell ?? t("row", { row });
  return <Link to={placeLink(of.import)}>{[file_name, sheet, at].filter(Boolean).join(" · ")}</Link>;
}
