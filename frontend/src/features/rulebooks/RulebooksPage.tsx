import { useQuery } from "@tanstack/react-query";
import { Card, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { type Group, grouped, nameOf, pairOf, type Row } from "@/features/rulebooks/overview/groups";
import { VersionsTable } from "@/features/rulebooks/overview/VersionsTable";
import { versionsQuery } from "@/features/rulebooks/queries";
import type { Version } from "@/features/rulebooks/types";
import { PageHeader } from "@/shared/ui/PageHeader";
import { Problem } from "@/shared/ui/Problem";
import { ReasonedButton } from "@/shared/ui/ReasonedButton";

/** 认定规则: every version of every rulebook, by what its programme is for. */
export default function RulebooksPage() {
  const { data, isPending, error, refetch } = useQuery(versionsQuery);
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 12 }} />;
  return <Overview versions={data} />;
}

function Overview({ versions }: { versions: Version[] }) {
  const { t } = useTranslation("rulebooks");
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<string[]>([]);
  const groups = grouped(versions);
  const pair = pairOf(versions.filter((version) => chosen.includes(nameOf(version))));
  const compare = pair && (() => navigate(`/rulebooks/compare?left=${pair[0]}&right=${pair[1]}`));
  const actions = (
    <ReasonedButton id="compare" why={pair ? null : t("compare.chooseTwo")} onClick={() => void compare?.()}>
      {t("compare.chosen")}
    </ReasonedButton>
  );
  return (
    <>
      <PageHeader title={t("title")} note={t("note")} actions={actions} />
      <div className="stack">
        {groups.length === 0 && <Card>{t("empty")}</Card>}
        {groups.map(([group, rows]) => (
          <GroupCard key={group} group={group} rows={rows} chosen={chosen} onChoose={setChosen} />
        ))}
      </div>
    </>
  );
}

interface GroupCardProps {
  group: Group;
  rows: Row[];
  chosen: string[];
  onChoose: (names: string[]) => void;
}

function GroupCard({ group, rows, chosen, onChoose }: GroupCardProps) {
  const { t } = useTranslation("rulebooks");
  const others = chosen.filter((name) => !rows.some(({ version }) => nameOf(version) === name));
  return (
    <Card
      title={t(`group.${group}`)}
      extra={<span className="muted">{t(`groupNote.${group}`)}</span>}
      data-testid={`group-${group}`}
    >
      <VersionsTable rows={rows} chosen={chosen} onChoose={(names) => onChoose([...others, ...names])} />
    </Card>
  );
}
