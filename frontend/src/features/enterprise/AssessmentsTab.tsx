import { useQuery } from "@tanstack/react-query";
import { Button, Card, Empty, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { AsOf } from "@/features/enterprise/AsOf";
import { useAsOf } from "@/features/enterprise/asOf";
import styles from "@/features/enterprise/assessments/assessments.module.css";
import { RulebookRow } from "@/features/enterprise/assessments/RulebookRow";
import { assessmentsOf } from "@/features/enterprise/queries";
import type { Assessment } from "@/shared/api/types";
import { useWords } from "@/shared/i18n";
import { inGroups } from "@/shared/programmes";
import { programmesQuery } from "@/shared/reference";
import { Problem } from "@/shared/ui/Problem";

/** 资格评估: each rulebook in force in one line, in groups; opened, criterion by criterion. */
export function AssessmentsTab({ uscc }: { uscc: string }) {
  return (
    <div className="stack">
      <AsOf />
      <Rulebooks uscc={uscc} />
    </div>
  );
}

function Rulebooks({ uscc }: { uscc: string }) {
  const { t } = useTranslation("enterprise");
  const { asOf } = useAsOf();
  const { data, isPending, error, refetch } = useQuery(assessmentsOf(uscc, asOf));
  const programmes = useQuery(programmesQuery);
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending || programmes.isPending) return <Skeleton active paragraph={{ rows: 12 }} />;
  if (data.length === 0) return <Empty description={t("assessment.none")} />;
  const kinds = programmes.data ?? [];
  const silent = kinds.filter(
    ({ code, tier }) => tier !== null && data.every(({ programme }) => programme.code !== code),
  );
  return <Groups uscc={uscc} groups={inGroups(data, kinds)} silent={silent} />;
}

interface Silent {
  code: string;
  zh: string;
  en: string;
}

function Groups({
  uscc,
  groups,
  silent,
}: {
  uscc: string;
  groups: ReturnType<typeof inGroups<Assessment>>;
  silent: Silent[];
}) {
  const { t } = useTranslation("assessments");
  const [params] = useSearchParams();
  const [open, setOpen] = useState<readonly string[]>(() => [params.get("programme") ?? ""]);
  const codes = (of: readonly Assessment[]) => of.map(({ programme }) => programme.code);
  const toggle = (code: string) => setOpen(open.includes(code) ? open.filter((one) => one !== code) : [...open, code]);
  const toggleAll = (those: string[]) => {
    const rest = open.filter((one) => !those.includes(one));
    setOpen(those.every((one) => open.includes(one)) ? rest : [...rest, ...those]);
  };
  return groups.map(({ group, members: assessments }) => (
    <Card
      key={group}
      size="small"
      title={t(`group.${group}`)}
      extra={
        <Button type="link" size="small" onClick={() => toggleAll(codes(assessments))}>
          {codes(assessments).every((code) => open.includes(code)) ? t("row.closeAll") : t("row.openAll")}
        </Button>
      }
    >
      {group === "standards" && <p className="muted">{t("group.standardsNote")}</p>}
      {assessments.map((assessment) => (
        <RulebookRow
          key={assessment.programme.code}
          uscc={uscc}
          assessment={assessment}
          open={open.includes(assessment.programme.code)}
          onToggle={() => toggle(assessment.programme.code)}
        />
      ))}
      {group === "path" && silent.map((programme) => <NotAssessed key={programme.code} programme={programme} />)}
    </Card>
  ));
}

/** A title of the path whose conditions nobody has published: nothing is guessed. */
function NotAssessed({ programme }: { programme: Silent }) {
  const { t } = useTranslation("assessments");
  const words = useWords();
  return <div className={styles["silent"]}>{t("row.notPublished", { name: words(programme) })}</div>;
}
