import { DownloadOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { App } from "antd";
import { useTranslation } from "react-i18next";
import { csvOf, saveText } from "@/features/rulebooks/impact/csv";
import { useStatusText } from "@/features/rulebooks/impact/Flips";
import { FILTERS } from "@/features/rulebooks/impact/useFlipFilter";
import { readFlips } from "@/features/rulebooks/queries";
import type { Draft, Flip } from "@/features/rulebooks/types";
import { useWords } from "@/shared/i18n";
import { problemText } from "@/shared/ui/Problem";
import { ReasonedButton } from "@/shared/ui/ReasonedButton";
import { useTierName } from "@/shared/ui/tags";
import { cursorOf } from "@/shared/urlState";

interface ExportFlipsProps {
  draft: Draft;
  /** The filter of the list; its page is left aside. */
  query: Record<string, string>;
  total: number;
}

const PAGE_SIZE = "200";

/** All firms of a filter, page by page. */
async function readAll(id: number, query: Record<string, string>) {
  const filter = Object.fromEntries(FILTERS.flatMap((name) => (query[name] ? [[name, query[name]]] : [])));
  const rows: Flip[] = [];
  let cursor: string | null = null;
  do {
    const page = await readFlips(id, { ...filter, page_size: PAGE_SIZE, ...(cursor ? { cursor } : {}) });
    rows.push(...page.results);
    cursor = cursorOf(page.next);
  } while (cursor);
  return rows;
}

/** The list as it is filtered, all of its pages, as a file for a spreadsheet. */
export function ExportFlips({ draft, query, total }: ExportFlipsProps) {
  const { t } = useTranslation("drafts");
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const table = useTable();
  const give = useMutation({
    mutationFn: () => readAll(draft.id, query),
    onSuccess: (rows) => saveText(csvOf(table(rows)), `impact-${draft.programme.code}-${draft.version}.csv`),
    onError: (error) => void message.error(problemText(common, error)),
  });
  return (
    <ReasonedButton
      id="export-flips"
      icon={<DownloadOutlined />}
      why={total === 0 ? t("flips.nothingToExport") : null}
      loading={give.isPending}
      onClick={() => give.mutate()}
    >
      {t("flips.export")}
    </ReasonedButton>
  );
}

function useTable(): (rows: Flip[]) => string[][] {
  const { t } = useTranslation("drafts");
  const { t: common } = useTranslation();
  const words = useWords();
  const tierName = useTierName();
  const status = useStatusText();
  const head = [
    t("flips.uscc"),
    t("flips.firm"),
    t("impact.region"),
    t("flips.tier"),
    t("flips.before"),
    t("flips.after"),
    t("flips.criteria"),
  ];
  const line = ({ enterprise, region_name, tier, before, after, criteria }: Flip): string[] => [
    enterprise?.uscc ?? "",
    enterprise?.name ?? t("flips.notYours"),
    region_name ?? t("impact.noRegion"),
    tier === null ? "" : tierName(tier),
    before === "none" ? t("impact.noneBefore") : common(`verdict.${before}`),
    common(`verdict.${after}`),
    criteria.map((one) => `${words(one.title)}：${status(one.before)} → ${status(one.after)}`).join("；"),
  ];
  return (rows) => [head, ...rows.map(line)];
}
