import { useQuery } from "@tanstack/react-query";
import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { byProgramme } from "@/features/enterprise/likelihood/groups";
import { ProgrammeCard } from "@/features/enterprise/likelihood/ProgrammeCard";
import { likelihoodsOf } from "@/features/enterprise/queries";
import { Problem } from "@/shared/ui/Problem";

/** 可能性: per programme the questions side by side, each with its reasons, or why there is no figure. */
export function LikelihoodsTab({ uscc }: { uscc: string }) {
  const { t } = useTranslation("likelihood");
  const { data, isPending, error, refetch } = useQuery(likelihoodsOf(uscc));
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 12 }} />;
  return (
    <div className="stack">
      <p className="muted">{t("note")}</p>
      {byProgramme(data).map((group) => (
        <ProgrammeCard key={group.programme} uscc={uscc} group={group} />
      ))}
    </div>
  );
}
