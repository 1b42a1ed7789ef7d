import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Card, InputNumber, Skeleton, Switch, type TableColumnsType, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asTyped, changesOf, type Typed } from "@/features/levers/changes";
import { changeLever, leversQuery } from "@/features/levers/queries";
import type { Lever, LeverChange } from "@/features/levers/types";
import { instant, number } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { useMeasureText } from "@/shared/measures";
import { can, useMe } from "@/shared/session";
import { DataTable } from "@/shared/ui/DataTable";
import { PageHeader } from "@/shared/ui/PageHeader";
import { Problem, problemText } from "@/shared/ui/Problem";
import { ReasonedButton } from "@/shared/ui/ReasonedButton";

/** 措施权重: what a gap plan may propose to a firm, and how heavy each step counts. */
export default function LeversPage() {
  const { data, isPending, error, refetch } = useQuery(leversQuery);
  const mayChange = can(useMe(), "lever", "update");
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 12 }} />;
  return mayChange ? <Editor levers={data} /> : <Shown levers={data} />;
}

function Shown({ levers }: { levers: Lever[] }) {
  const { t } = useTranslation("levers");
  return (
    <>
      <PageHeader title={t("title")} note={t("note")} />
      <p className="muted">{t("readOnly")}</p>
      <Card>
        <LeversTable levers={levers} />
      </Card>
    </>
  );
}

/** The weights with changes that are not saved yet. */
function Editor({ levers }: { levers: Lever[] }) {
  const { t } = useTranslation("levers");
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [typed, setTyped] = useState<Typed>({});
  const changes = changesOf(levers, typed);
  const save = useMutation({
    mutationFn: async () => {
      for (const [{ code }, change] of changes) await changeLever(code, change);
    },
    onSuccess: () => {
      setTyped({});
      void message.success(t("saved"));
    },
    // One that was refused does not undo those before it: what is kept is read anew either way.
    onSettled: () => client.invalidateQueries({ queryKey: leversQuery.queryKey }),
  });
  const type = (code: string, change: LeverChange) =>
    setTyped((before) => ({ ...before, [code]: { ...before[code], ...change } }));
  const actions = (
    <>
      {changes.length > 0 && <Button onClick={() => setTyped({})}>{t("forget")}</Button>}
      <ReasonedButton
        id="save-levers"
        type="primary"
        why={changes.length === 0 ? t("nothingChanged") : null}
        loading={save.isPending}
        onClick={() => save.mutate()}
      >
        {changes.length === 0 ? common("action.save") : t("save", { shown: changes.length })}
      </ReasonedButton>
    </>
  );
  return (
    <>
      <PageHeader title={t("title")} note={t("note")} actions={actions} />
      {save.error && <Alert type="error" showIcon className="gap-below" title={problemText(common, save.error)} />}
      {changes.length > 0 && <Alert type="warning" showIcon className="gap-below" title={t("unsaved")} />}
      <Card>
        <LeversTable levers={levers.map((lever) => asTyped(lever, typed))} onType={type} />
      </Card>
    </>
  );
}

interface LeversTableProps {
  levers: Lever[];
  onType?: (code: string, change: LeverChange) => void;
}

function LeversTable({ levers, onType }: LeversTableProps) {
  const { t } = useTranslation("levers");
  const words = useWords();
  const figure = (name: "effort" | "lead_days" | "max_steps", width: number): TableColumnsType<Lever>[number] => ({
    key: name,
    title: t(`column.${name}`),
    width,
    align: "right",
    render: (_, lever) =>
      !lever.editable.includes(name) ? (
        <span className="muted">{t(`fixed.${name === "lead_days" ? name : "max_steps"}`)}</span>
      ) : onType ? (
        <Figure lever={lever} name={name} label={`${words(lever)} ${t(`column.${name}`)}`} onType={onType} />
      ) : (
        number(lever[name])
      ),
  });
  const columns: TableColumnsType<Lever> = [
    { key: "name", title: t("column.name"), render: (_, lever) => <Name of={lever} /> },
    { key: "step", title: t("column.step"), width: 130, render: (_, lever) => <Step of={lever} /> },
    figure("effort", 110),
    figure("lead_days", 110),
    figure("max_steps", 110),
    {
      key: "offered",
      title: t("column.offered"),
      width: 90,
      render: (_, lever) => <Offered of={lever} {...(onType ? { onType } : {})} />,
    },
    {
      key: "updated",
      title: t("column.updated"),
      width: 170,
      render: (_, lever) => (
        <span className="muted">
          {lever.updated_by ? `${lever.updated_by.display_name} · ${instant(lever.updated_at)}` : t("shipped")}
        </span>
      ),
    },
  ];
  return (
    <DataTable<Lever>
      rows={levers}
      rowKey={({ code }) => code}
      columns={columns}
      scroll={{ x: 980 }}
      empty={t("empty")}
    />
  );
}

function Name({ of }: { of: Lever }) {
  const words = useWords();
  return (
    <>
      {words(of)}
      {of.note && <div className="muted">{words(of.note)}</div>}
    </>
  );
}

function Step({ of }: { of: Lever }) {
  const { t } = useTranslation("levers");
  const text = useMeasureText();
  return <>{of.amount === null || of.unit === "flag" ? t("once") : text(of.amount, of.unit)}</>;
}

/** As the server takes them. */
const LEAST = { effort: 0.001, lead_days: 0, max_steps: 1 } as const;
const MOST = { effort: 999_999.999, lead_days: 1_100, max_steps: 100_000 } as const;

interface FigureProps {
  lever: Lever;
  name: keyof typeof MOST;
  label: string;
  onType: (code: string, change: LeverChange) => void;
}

function Figure({ lever, name, label, onType }: FigureProps) {
  return (
    <InputNumber
      size="small"
      min={LEAST[name]}
      max={MOST[name]}
      precision={name === "effort" ? 3 : 0}
      style={{ width: 90 }}
      aria-label={label}
      value={lever[name]}
      onChange={(now) => now !== null && onType(lever.code, { [name]: now })}
    />
  );
}

function Offered({ of, onType }: { of: Lever; onType?: LeversTableProps["onType"] }) {
  const { t } = useTranslation("levers");
  const words = useWords();
  if (!onType) return <Tag>{t(of.is_offered ? "offered" : "notOffered")}</Tag>;
  return (
    <Switch
      size="small"
      checked={of.is_offered}
      aria-label={`${words(of)} ${t("column.offered")}`}
      onChange={(is_offered) => onType(of.code, { is_offered })}
    />
  );
}
