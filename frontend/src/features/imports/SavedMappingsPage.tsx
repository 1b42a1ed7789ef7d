import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Card, Popconfirm, Space, Tag, type TableColumnsType, Typography } from "antd";
import { useTranslation } from "react-i18next";
import { useKindName } from "@/features/imports/kinds";
import { deleteMapping, renameMapping, savedMappingsOf } from "@/features/imports/queries";
import type { SavedMapping } from "@/features/imports/types";
import { instant } from "@/shared/format";
import { DataTable } from "@/shared/ui/DataTable";
import { PageHeader } from "@/shared/ui/PageHeader";
import { Problem, problemText } from "@/shared/ui/Problem";

/** 对照方案: how the tables of each source are read, kept under a name. */
export default function SavedMappingsPage() {
  const { t } = useTranslation("imports");
  const list = useQuery(savedMappingsOf({}));
  const columns = useColumns();
  if (list.error) return <Problem of={list.error} onRetry={list.refetch} />;
  return (
    <>
      <PageHeader title={t("mappings.title")} note={t("mappings.note")} />
      <Card>
        <DataTable<SavedMapping>
          rows={list.data?.results}
          rowKey={({ id }) => String(id)}
          columns={columns}
          loading={list.isPending}
          scroll={{ x: 820 }}
          empty={t("mappings.empty")}
          expandable={{ expandedRowRender: (saved) => <Columns of={saved} /> }}
        />
      </Card>
    </>
  );
}

function useColumns(): TableColumnsType<SavedMapping> {
  const { t } = useTranslation("imports");
  const kindName = useKindName();
  return [
    { key: "name", title: t("mappings.name"), render: (_, saved) => <Name of={saved} /> },
    { key: "kind", title: t("field.kind"), width: 130, render: (_, saved) => kindName(saved.kind) },
    { key: "source", title: t("field.source"), width: 200, dataIndex: "source" },
    { key: "updated", title: t("mappings.updated"), width: 140, render: (_, saved) => instant(saved.updated_at) },
    { key: "delete", width: 84, render: (_, saved) => <Delete of={saved} /> },
  ];
}

function useChange<Asked>(change: (asked: Asked) => Promise<unknown>) {
  const { message } = App.useApp();
  const { t: common } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => client.invalidateQueries({ queryKey: ["import-mappings"] }),
    onError: (error) => void message.error(problemText(common, error)),
  });
}

function Name({ of }: { of: SavedMapping }) {
  const { t } = useTranslation("imports");
  const rename = useChange(renameMapping);
  const onChange = (typed: string) => {
    const name = typed.trim();
    if (name !== "" && name !== of.name) rename.mutate({ id: of.id, name });
  };
  return (
    <Space>
      <Typography.Text editable={of.can.change ? { onChange, tooltip: t("mappings.rename"), maxLength: 64 } : false}>
        {of.name}
      </Typography.Text>
      {of.is_shipped && <Tag variant="filled">{t("mappings.shipped")}</Tag>}
    </Space>
  );
}

function Delete({ of }: { of: SavedMapping }) {
  const { t: common } = useTranslation();
  const { t } = useTranslation("imports");
  const drop = useChange(deleteMapping);
  if (!of.can.delete) return null;
  return (
    <Popconfirm
      title={t("mappings.deleteSure", { name: of.name })}
      okText={common("action.delete")}
      onConfirm={() => drop.mutate(of.id)}
    >
      <Button size="small" type="text" danger loading={drop.isPending}>
        {common("action.delete")}
      </Button>
    </Popconfirm>
  );
}

/** Which header is read as which field, in which unit. */
function Columns({ of }: { of: SavedMapping }) {
  const { t } = useTranslation("imports");
  const columns = Object.entries(of.columns);
  return (
    <span className="tags">
      {columns.map(([header, { field, unit }]) => (
        <Tag key={header} variant="filled">
          {header} → {field ?? t("mapping.notRead")} {unit}
        </Tag>
      ))}
    </span>
  );
}
