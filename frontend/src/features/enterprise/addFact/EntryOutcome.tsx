import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Spin } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { confirmAndCommit, entryOf, entryRowOf, isWorking } from "@/features/enterprise/addFact/queries";
import type { Import, ImportedRow, ImportKind } from "@/shared/api/types";
import { useWords } from "@/shared/i18n";
import { problemText } from "@/shared/ui/Problem";

interface EntryOutcomeProps {
  made: Import;
  kind: ImportKind;
  onDone: () => void;
  /** Told once what was found in the row, to show it at the fields. */
  onFound: (row: ImportedRow) => void;
}

/** What became of an entry: written, already known, held until somebody confirms it, or refused and why. */
export function EntryOutcome({ made, kind, onDone, onFound }: EntryOutcomeProps) {
  const { t } = useTranslation("enterprise");
  const { t: common } = useTranslation();
  const entry = useQuery({ ...entryOf(made.id), initialData: made });
  const working = isWorking(entry.data);
  const row = useQuery({ ...entryRowOf(made.id), enabled: !working });
  useWritten(entry.data, row.data, onDone);
  useEffect(() => {
    if (row.data) onFound(row.data);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- told once for each answer
  }, [row.data]);
  const error = entry.error ?? row.error;
  if (error) return <Alert type="error" showIcon className="gap-below" title={problemText(common, error)} />;
  if (working || row.isPending) return <Working />;
  // That rows are bad says little: what was found in this one says why.
  if (entry.data.problem && !row.data?.findings.length)
    return <Alert type="error" showIcon className="gap-below" title={entry.data.problem.message} />;
  if (!row.data) return null;
  if (row.data.outcome === "repeat")
    return <Alert type="info" showIcon className="gap-below" title={t("add.repeat")} />;
  return <Findings entry={entry.data} row={row.data} kind={kind} onConfirmed={() => entry.refetch()} />;
}

function Working() {
  const { t } = useTranslation("enterprise");
  return (
    <div className="gap-below">
      <Spin size="small" /> <span className="muted">{t("add.working")}</span>
    </div>
  );
}

/** Once the entry is written, everything of the firm is read again, and the form has done its work. */
function useWritten(entry: Import, row: ImportedRow | null | undefined, onDone: () => void): void {
  const { t } = useTranslation("enterprise");
  const { message } = App.useApp();
  const client = useQueryClient();
  const written = entry.state === "committed" && row != null && row.outcome !== "repeat";
  useEffect(() => {
    if (!written) return;
    void message.success(t("add.done"));
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" && queryKey[0] !== "entry" });
    onDone();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- told once, when it has been written
  }, [written]);
}

function Findings({
  entry,
  row,
  kind,
  onConfirmed,
}: {
  entry: Import;
  row: ImportedRow;
  kind: ImportKind;
  onConfirmed: () => unknown;
}) {
  const { t } = useTranslation("enterprise");
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const refused = row.findings.some(({ refuses }) => refuses);
  const held = row.findings.filter(({ holds }) => holds);
  const confirm = useMutation({
    mutationFn: () =>
      confirmAndCommit(
        entry.id,
        row.id,
        held.map(({ code }) => code),
      ),
    onSuccess: () => onConfirmed(),
    onError: (error) => void message.error(problemText(common, error)),
  });
  if (row.findings.length === 0) return null;
  const action = !refused && held.length > 0 && entry.can.commit && (
    <Button size="small" loading={confirm.isPending} onClick={() => confirm.mutate()}>
      {t("add.confirm")}
    </Button>
  );
  return (
    <Alert
      type={refused ? "error" : "warning"}
      showIcon
      className="gap-below"
      title={t(refused ? "add.refused" : "add.held")}
      description={
        <>
          <ul>
            {row.findings.map((finding) => (
              <li key={`${finding.column ?? ""}-${finding.code}`}>
                <FieldName of={finding.column} kind={kind} />
                {finding.message}
              </li>
            ))}
          </ul>
          <Link to={`/imports/${entry.id}`}>{t("add.asImport")}</Link>
        </>
      }
      action={action}
    />
  );
}

/** Findings name the field; a reader knows it by its words. */
function FieldName({ of, kind }: { of: string | null; kind: ImportKind }) {
  const words = useWords();
  const field = kind.fields.find(({ name }) => name === of);
  return field ? <strong>{words(field)}: </strong> : null;
}
