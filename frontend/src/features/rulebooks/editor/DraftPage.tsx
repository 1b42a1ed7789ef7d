import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Skeleton, Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";
import { DraftStateTag } from "@/features/rulebooks/drafts/DraftStateTag";
import { Bench } from "@/features/rulebooks/editor/Bench";
import { Changes } from "@/features/rulebooks/editor/Changes";
import { DraftActions } from "@/features/rulebooks/editor/DraftActions";
import { beforePublication } from "@/features/rulebooks/editor/hurdles";
import { LeaveGuard } from "@/features/rulebooks/editor/LeaveGuard";
import { Readiness } from "@/features/rulebooks/editor/Readiness";
import { useChecked } from "@/features/rulebooks/editor/useChecked";
import { type DraftEditing, useDraftText } from "@/features/rulebooks/editor/useDraftText";
import { ImpactTab } from "@/features/rulebooks/impact/ImpactTab";
import { draftOf, versionsQuery } from "@/features/rulebooks/queries";
import type { Draft } from "@/features/rulebooks/types";
import { instant } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { PageHeader } from "@/shared/ui/PageHeader";
import { Problem, problemText } from "@/shared/ui/Problem";

/** One draft: its text with what it says beside it, what it changes, whom it would touch, and its way to be published. */
export default function DraftPage() {
  const { id = "" } = useParams();
  const { data, isPending, error, refetch } = useQuery(draftOf(Number(id)));
  if (error && !data) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 12 }} />;
  return <Content key={data.id} draft={data} />;
}

function Content({ draft }: { draft: Draft }) {
  const { t } = useTranslation("drafts");
  const words = useWords();
  const editing = useDraftText(draft);
  const { checked, waiting, error } = useChecked(draft, editing.text, editing.dirty);
  const versions = useQuery(versionsQuery).data;
  const standing = { draft, checked, dirty: editing.dirty, versions };
  const [params, setParams] = useSearchParams();
  // Who is to decide first reads what changes.
  const first = draft.can.publish || draft.can.return ? "changes" : "write";
  const tabs = [
    {
      key: "write",
      label: t(draft.can.edit ? "tab.write" : "tab.read"),
      children: <Bench draft={draft} editing={editing} checked={checked} waiting={waiting} error={error} />,
    },
    { key: "changes", label: t("tab.changes"), children: <Changes draft={draft} dirty={editing.dirty} /> },
    ...(draft.can.see_impact
      ? [{ key: "impact", label: t("tab.impact"), children: <ImpactTab draft={draft} standing={standing} /> }]
      : []),
  ];
  return (
    <>
      <PageHeader
        title={
          <>
            {words(draft.programme)} {checked.version || draft.version} <DraftStateTag state={draft.state} />
          </>
        }
        note={<Origin of={draft} dirty={editing.dirty} />}
        actions={<DraftActions draft={draft} standing={standing} />}
      />
      <Told draft={draft} editing={editing} />
      {(draft.state === "open" || draft.state === "submitted") && <Readiness hurdles={beforePublication(standing)} />}
      <Tabs
        items={tabs}
        destroyOnHidden
        activeKey={params.get("tab") ?? first}
        onChange={(tab) => setParams({ tab }, { replace: true })}
      />
      <LeaveGuard dirty={editing.dirty} />
    </>
  );
}

function Origin({ of, dirty }: { of: Draft; dirty: boolean }) {
  const { t } = useTranslation("drafts");
  const parts = [
    of.based_on ? t("origin.basedOn", { version: of.based_on }) : t("origin.fromScratch"),
    t("origin.author", { name: of.author.display_name }),
    t("origin.revision", { revision: of.revision, on: instant(of.updated_at) }),
    ...(dirty ? [t("origin.unsaved")] : []),
  ];
  return <>{parts.join(" · ")}</>;
}

/** What the user has to know before going on: what the approver said, what was published, who saved meanwhile. */
function Told({ draft, editing }: { draft: Draft; editing: DraftEditing }) {
  const { t } = useTranslation("drafts");
  const { t: common } = useTranslation();
  const failed = editing.save.error ?? editing.setNumbers.error;
  return (
    <>
      {draft.note && (
        <Alert
          className="gap-below"
          showIcon
          type={draft.state === "open" ? "warning" : "info"}
          title={t("told.note", { by: draft.decided_by?.display_name ?? "", note: draft.note })}
        />
      )}
      {draft.published_as && (
        <Alert
          className="gap-below"
          showIcon
          type="success"
          title={
            <Link to={`/rulebooks/${draft.programme.code}/${draft.published_as}`}>
              {t("told.published", { version: draft.published_as })}
            </Link>
          }
        />
      )}
      {editing.conflict ? (
        <Alert
          className="gap-below"
          showIcon
          type="error"
          title={t("conflict.title")}
          description={t("conflict.note")}
          action={
            <span className="tags">
              <Button size="small" onClick={editing.takeStored}>
                {t("conflict.takeStored")}
              </Button>
              <Button size="small" danger onClick={editing.keepMine}>
                {t("conflict.keepMine")}
              </Button>
            </span>
          }
        />
      ) : (
        failed && <Alert className="gap-below" showIcon type="error" title={problemText(common, failed)} />
      )}
    </>
  );
}
