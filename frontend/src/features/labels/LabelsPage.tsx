import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Card, Tag, type TableColumnsType } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { LabelActions } from "@/features/labels/LabelActions";
import { NewLabelDialog } from "@/features/labels/NewLabelDialog";
import { type Label, labelsOf, STATES } from "@/features/labels/queries";
import { useTargets } from "@/features/labels/targets";
import { instant } from "@/shared/format";
import { can, useMe } from "@/shared/session";
import { DataTable } from "@/shared/ui/DataTable";
import { FilterBar } from "@/shared/ui/FilterBar";
import { FilterSelect } from "@/shared/ui/FilterSelect";
import { Paged } from "@/shared/ui/Paged";
import { PageHeader } from "@/shared/ui/PageHeader";
import { apiQuery, useListState } from "@/shared/urlState";

const NAMES = ["target", "state", "cursor", "page", "page_size"] as const;
const COLOURS: Readonly<Record<Label["state"], string>> = {
  proposed: "gold",
  approved: "green",
  refused: "red",
  withdrawn: "default",
};

/** 训练标签: outcomes that somebody states and somebody else approves, before a model learns from them. */
export default function LabelsPage() {
  const { t } = useTranslation("labels");
  const me = useMe();
  const targets = useTargets();
  const { state, change } = useListState(NAMES);
  const [stating, setStating] = useState(false);
  const list = useQuery(labelsOf(apiQuery(state)));
  const columns = useColumns();
  const filtered = Boolean(state.target || state.state);
  const actions = can(me, "training_label", "create") && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setStating(true)}>
      {t("new")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} note={t("note")} actions={actions} />
      <Card>
        <FilterBar active={filtered} onClear={() => change({ target: "", state: "" })}>
          <FilterSelect
            label={t("filter.target")}
            value={state.target}
            options={targets.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={(target) => change({ target })}
          />
          <FilterSelect
            multiple
            label={t("filter.state")}
            value={state.state}
            options={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
            onChange={(now) => change({ state: now })}
          />
        </FilterBar>
        <Paged list={list} state={state} onChange={change}>
          <DataTable<Label>
            rows={list.data?.results}
            rowKey={({ id }) => String(id)}
            columns={columns}
            loading={list.isPending}
            scroll={{ x: 1080 }}
            empty={t(filtered ? "emptyFiltered" : "empty")}
          />
        </Paged>
      </Card>
      {stating && <NewLabelDialog onClose={() => setStating(false)} />}
    </>
  );
}

function useColumns(): TableColumnsType<Label> {
  const { t } = useTranslation("labels");
  const targets = useTargets();
  return [
    { key: "firm", title: t("column.firm"), render: (_, row) => <Firm of={row} /> },
    {
      key: "target",
      title: t("column.target"),
      width: 190,
      render: (_, row) => (
        <>
          {targets.find(({ code }) => code === row.target)?.name ?? row.target}
          <div className="muted">{t("since", { year: row.year })}</div>
        </>
      ),
    },
    { key: "outcome", title: t("column.outcome"), width: 110, render: (_, row) => t(`outcomes.${row.outcome}`) },
    { key: "basis", title: t("column.basis"), dataIndex: "basis" },
    {
      key: "stated",
      title: t("column.stated"),
      width: 140,
      render: (_, row) => <Said by={row.stated_by} at={row.stated_at} />,
    },
    { key: "state", title: t("column.state"), width: 150, render: (_, row) => <State of={row} /> },
    { key: "actions", title: t("column.actions"), width: 160, render: (_, row) => <LabelActions of={row} /> },
  ];
}

function Said({ by, at }: { by: Label["stated_by"]; at: string | null }) {
  return (
    <>
      {by.display_name}
      <div className="muted">{instant(at)}</div>
    </>
  );
}

/** How it stands; once somebody has decided, who, when and why. */
function State({ of }: { of: Label }) {
  const { t } = useTranslation("labels");
  return (
    <>
      <Tag color={COLOURS[of.state]}>{t(`state.${of.state}`)}</Tag>
      {of.decided_by && (
        <div>
          <Said by={of.decided_by} at={of.decided_at} />
        </div>
      )}
      {of.note}
    </>
  );
}

function Firm({ of }: { of: Label }) {
  const { t } = useTranslation("labels");
  if (!of.enterprise) {
    return (
      <>
        <span className="muted">{t("hidden")}</span>
        {of.uscc && <div className="code muted">{of.uscc}</div>}
      </>
    );
  }
  return (
    <>
      <Link to={`/enterprises/${of.enterprise.uscc}`}>{of.enterprise.name}</Link>
      <div className="code muted">{of.enterprise.uscc}</div>
    </>
  );
}
