import { Button, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { type After, countOf, countText, isNobody, VERDICTS } from "@/features/rulebooks/impact/moves";
import { useShowFlips } from "@/features/rulebooks/impact/useFlipFilter";
import type { Before, Move } from "@/features/rulebooks/types";
import { DataTable } from "@/shared/ui/DataTable";
import { VerdictTag } from "@/shared/ui/tags";

interface Row {
  before: Before;
}

/** Verdicts before by verdicts after; what changes leads to its firms. */
export function Transitions({ summary }: { summary: Move[] }) {
  const { t } = useTranslation("drafts");
  const rows: Row[] = [...VERDICTS, "none" as const]
    .filter((before) => summary.some((move) => move.before === before))
    .map((before) => ({ before }));
  const columns: TableColumnsType<Row> = [
    {
      key: "before",
      title: t("impact.beforeAfter"),
      width: 220,
      render: (_, { before }) =>
        before === "none" ? <span className="muted">{t("impact.noneBefore")}</span> : <VerdictTag verdict={before} />,
    },
    ...VERDICTS.map((after) => ({
      key: after,
      title: <VerdictTag verdict={after} />,
      align: "right" as const,
      render: (_: unknown, { before }: Row) => <Cell summary={summary} before={before} after={after} />,
    })),
  ];
  return <DataTable<Row> bordered rows={rows} rowKey={({ before }) => before} columns={columns} />;
}

function Cell({ summary, before, after }: { summary: Move[]; before: Before; after: After }) {
  const { t } = useTranslation("drafts");
  const show = useShowFlips();
  const count = countOf(summary.filter((move) => move.before === before && move.after === after));
  if (isNobody(count) || before === after) return <span className="muted">{countText(count)}</span>;
  return (
    <Button type="link" size="small" title={t("impact.showFirms")} onClick={() => show({ before, after })}>
      {countText(count)}
    </Button>
  );
}
