import { useQuery } from "@tanstack/react-query";
import { Alert, Skeleton, Tabs } from "antd";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { CaseResults } from "@/features/rulebooks/official/CaseResults";
import { OfficialTable } from "@/features/rulebooks/official/OfficialTable";
import { VersionActions } from "@/features/rulebooks/official/VersionActions";
import { rulebookOf } from "@/features/rulebooks/queries";
import { StatusTags } from "@/features/rulebooks/StatusTags";
import type { Published } from "@/features/rulebooks/types";
import { instant } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { Loading } from "@/shared/ui/Loading";
import { PageHeader } from "@/shared/ui/PageHeader";
import { Problem } from "@/shared/ui/Problem";

const CodeEditor = lazy(() => import("@/features/rulebooks/editor/CodeEditor"));

/** One version of a rulebook: the official table, the cases it is held to, and its text. */
export default function RulebookPage() {
  const { programme = "", version = "" } = useParams();
  const { data, isPending, error, refetch } = useQuery(rulebookOf(programme, version));
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 12 }} />;
  return <Content rulebook={data} />;
}

function Content({ rulebook }: { rulebook: Published }) {
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  const [params, setParams] = useSearchParams();
  const passed = rulebook.case_results.filter((result) => result.passed).length;
  const tabs = [
    { key: "table", label: t("tab.table"), children: <OfficialTable of={rulebook} /> },
    {
      key: "cases",
      label: t("tab.cases", { passed, total: rulebook.case_results.length }),
      children: (
        <div className="stack">
          <CaseResults results={rulebook.case_results} />
          {rulebook.cases && <Yaml text={rulebook.cases} label={t("cases.yaml")} />}
        </div>
      ),
    },
    { key: "source", label: t("tab.source"), children: <Yaml text={rulebook.source} label={t("tab.source")} /> },
  ];
  return (
    <>
      <PageHeader
        title={
          <>
            {words(rulebook.title)} <StatusTags of={rulebook} />
          </>
        }
        note={<Origin of={rulebook} />}
        actions={<VersionActions of={rulebook} />}
      />
      {rulebook.withdrawn && <Withdrawn of={rulebook} />}
      {rulebook.reinstated_at && <Reinstated of={rulebook} />}
      <Tabs
        items={tabs}
        activeKey={params.get("tab") ?? "table"}
        onChange={(tab) => setParams(tab === "table" ? {} : { tab }, { replace: true })}
      />
    </>
  );
}

function Yaml({ text, label }: { text: string; label: string }) {
  return (
    <Suspense fallback={<Loading />}>
      <CodeEditor value={text} label={label} />
    </Suspense>
  );
}

/** The version, and who wrote and who published it: what ships with the program was written by nobody here. */
function Origin({ of }: { of: Published }) {
  const { t } = useTranslation("rulebooks");
  const version = t("version", { version: of.version });
  const people = of.author
    ? t("publishedBy", {
        author: of.author.display_name,
        by: of.published_by?.display_name ?? "",
        on: instant(of.loaded_at),
      })
    : t("shipped");
  return (
    <>
      {version} · {people}
    </>
  );
}

function Withdrawn({ of }: { of: Published }) {
  const { t } = useTranslation("rulebooks");
  const said = { on: instant(of.withdrawn_at), by: of.withdrawn_by?.display_name ?? "", why: of.withdrawn_because };
  return <Alert type="warning" showIcon className="gap-below" title={t("withdrawnSaid", said)} />;
}

function Reinstated({ of }: { of: Published }) {
  const { t } = useTranslation("rulebooks");
  const said = { on: instant(of.reinstated_at), by: of.reinstated_by?.display_name ?? "", why: of.reinstated_because };
  return <Alert type="info" showIcon className="gap-below" title={t("reinstatedSaid", said)} />;
}
