import { Radio, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import styles from "@/features/duplicates/duplicates.module.css";
import type { DuplicatePair, DuplicateSide } from "@/shared/api/types";
import { day, MISSING, money, number } from "@/shared/format";
import { useLanguage } from "@/shared/i18n";
import { DataTable } from "@/shared/ui/DataTable";

type Which = "one" | "other";
const FIELDS = [
  "uscc",
  "registration_no",
  "former_names",
  "region",
  "address",
  "registered_on",
  "registered_capital",
  "legal_form",
  "status",
  "source",
  "facts",
] as const;
type Field = (typeof FIELDS)[number];

interface ComparisonProps {
  pair: DuplicatePair;
  /** Which record a merge would keep; null where nothing can be merged. */
  kept: Which | null;
  onKeep: (which: Which) => void;
}

/** Two records field by field; what differs is tinted. */
export function Comparison({ pair, kept, onKeep }: ComparisonProps) {
  const { t } = useTranslation("duplicates");
  const text = useText();
  const column = (which: Which): TableColumnsType<{ field: Field }>[number] => ({
    key: which,
    title: <Head side={pair[which]} which={which} kept={kept} onKeep={onKeep} />,
    onCell: ({ field }) => (differs(field, pair, text) ? { className: styles["differs"] } : {}),
    render: (_, { field }) => (
      <span className={`${styles["value"] ?? ""} ${field === "uscc" ? "code" : ""}`}>{text(pair[which], field)}</span>
    ),
  });
  const columns: TableColumnsType<{ field: Field }> = [
    { key: "field", title: t("field.name"), width: 100, render: (_, { field }) => t(`field.${field}`) },
    column("one"),
    column("other"),
  ];
  return (
    <DataTable<{ field: Field }>
      rows={FIELDS.map((field) => ({ field }))}
      rowKey={({ field }) => field}
      columns={columns}
    />
  );
}

function differs(field: Field, pair: DuplicatePair, text: (side: DuplicateSide, field: Field) => string): boolean {
  return field !== "facts" && text(pair.one, field) !== text(pair.other, field);
}

function Head({ side, which, kept, onKeep }: { side: DuplicateSide; which: Which } & Omit<ComparisonProps, "pair">) {
  const { t } = useTranslation("duplicates");
  return (
    <>
      <div className={styles["name"]}>
        {side.merged_into ? side.name : <Link to={`/enterprises/${side.uscc}`}>{side.name}</Link>}
      </div>
      {kept !== null && (
        <Radio checked={kept === which} onChange={() => onKeep(which)}>
          {t("pair.keepThis")}
        </Radio>
      )}
    </>
  );
}

function useText(): (side: DuplicateSide, field: Field) => string {
  const { t } = useTranslation("duplicates");
  const { t: common } = useTranslation();
  const language = useLanguage();
  return (side, field) => {
    switch (field) {
      case "former_names":
        return side.former_names.join("、") || MISSING;
      case "region":
        return side.region?.name ?? MISSING;
      case "registered_on":
        return day(side.registered_on);
      case "registered_capital":
        return money(side.registered_capital, language);
      case "status":
        return common(`firmStatus.${side.status}`);
      case "source":
        return t("field.sourceKnown", { source: side.source, on: day(side.known_on) });
      case "facts":
        return t("field.factsCount", { total: number(side.facts) });
      default:
        return side[field] || MISSING;
    }
  };
}
