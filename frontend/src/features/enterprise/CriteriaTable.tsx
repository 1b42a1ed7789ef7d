import type { TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { type Basis, FactsBehind } from "@/features/enterprise/FactsBehind";
import { Remarks } from "@/features/enterprise/Remarks";
import type { Criterion } from "@/shared/api/types";
import { interval, MISSING } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { useMeasureText, useThresholdText } from "@/shared/measures";
import { Citation } from "@/shared/ui/Citation";
import { DataTable } from "@/shared/ui/DataTable";
import { StatusMark } from "@/shared/ui/tags";

interface CriteriaTableProps {
  criteria: Criterion[];
  basis: Basis;
}

/** A rulebook's criteria with the value read, what is asked for, and the article; opened, the facts behind. */
export function CriteriaTable({ criteria, basis }: CriteriaTableProps) {
  const columns = useColumns();
  return (
    <DataTable<Criterion>
      rows={criteria}
      rowKey={({ id }) => id}
      columns={columns}
      scroll={{ x: 900 }}
      expandable={{
        childrenColumnName: "none", // members are shown below, with their facts
        expandedRowRender: (criterion) => <Behind criterion={criterion} basis={basis} />,
        rowExpandable: (criterion) => criterion.members.length > 0 || criterion.measures.length > 0,
      }}
    />
  );
}

function useColumns(): TableColumnsType<Criterion> {
  const { t } = useTranslation("enterprise");
  return [
    { key: "status", title: t("criterion.status"), width: 96, render: (_, row) => <StatusMark status={row.status} /> },
    { key: "text", title: t("criterion.text"), render: (_, row) => <Words criterion={row} /> },
    {
      key: "value",
      title: t("criterion.value"),
      width: 140,
      align: "right",
      render: (_, row) => <Value criterion={row} />,
    },
    {
      key: "threshold",
      title: t("criterion.threshold"),
      width: 140,
      align: "right",
      render: (_, row) => <Threshold criterion={row} />,
    },
    { key: "article", title: t("criterion.article"), width: 190, render: (_, row) => <Citation of={row} /> },
  ];
}

function Words({ criterion }: { criterion: Criterion }) {
  const words = useWords();
  const text = words(criterion.text);
  return (
    <>
      <strong>{words(criterion.title)}</strong>
      {text !== words(criterion.title) && <div className="muted">{text}</div>}
      <Remarks flags={criterion.flags} />
    </>
  );
}

function Value({ criterion }: { criterion: Criterion }) {
  const text = useMeasureText();
  const { t } = useTranslation();
  if (criterion.low != null) return `${interval(criterion.low, criterion.high)} ${t("unit.points")}`;
  const value = text(criterion.value, criterion.unit);
  return value === MISSING && criterion.status === "unknown" && criterion.members.length === 0 ? (
    <span className="muted">{t("status.unknown")}</span>
  ) : (
    value
  );
}

function Threshold({ criterion }: { criterion: Criterion }) {
  const { t } = useTranslation("enterprise");
  const text = useThresholdText();
  if (criterion.kind === "all_of" || criterion.kind === "meets") return t("criterion.allOf");
  if (criterion.kind === "any_of") return t("criterion.anyOf");
  return text(criterion);
}

function Behind({ criterion, basis }: { criterion: Criterion; basis: Basis }) {
  if (criterion.members.length > 0) return <CriteriaTable criteria={criterion.members} basis={basis} />;
  return <FactsBehind measures={criterion.measures} basis={basis} />;
}
