import { useQuery } from "@tanstack/react-query";
import { Alert, Empty, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { Differences } from "@/features/rulebooks/compare/Differences";
import { comparisonOf } from "@/features/rulebooks/queries";
import type { Draft } from "@/features/rulebooks/types";
import { Problem } from "@/shared/ui/Problem";

/** What a draft says differently from the version that it is based on. */
export function Changes({ draft, dirty }: { draft: Draft; dirty: boolean }) {
  const { t } = useTranslation("drafts");
  const left = draft.based_on ? `${draft.programme.code}@${draft.based_on}` : "";
  const { data, isPending, error, refetch } = useQuery({
    ...comparisonOf(left, `draft:${draft.id}`, draft.revision),
    enabled: left !== "" && draft.rulebook !== null,
  });
  if (left === "") return <Empty description={t("changes.nothingBefore")} />;
  if (draft.rulebook === null) return <Empty description={t("changes.unreadable")} />;
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 8 }} />;
  return (
    <>
      {dirty && <Alert className="gap-below" type="warning" showIcon title={t("changes.ofStored")} />}
      <Differences of={data} />
    </>
  );
}
