import { Table, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { nameOf, type Row } from "@/features/rulebooks/overview/groups";
import { StatusTags } from "@/features/rulebooks/StatusTags";
import { day } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { TierTag } from "@/shared/ui/tags";

interface VersionsTableProps {
  rows: Row[];
  chosen: string[];
  onChoose: (names: string[]) => void;
}

const MOST_CHOSEN = 2;

/** The versions of a group of programmes; two of them, from any group, may be ticked to be compared. */
export function VersionsTable({ rows, chosen, onChoose }: VersionsTableProps) {
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  return (
    <Table<Row>
      size="small"
      pagination={false}
      dataSource={rows}
      rowKey={({ version }) => nameOf(version)}
      columns={useColumns()}
      scroll={{ x: 900 }}
      rowSelection={{
        selectedRowKeys: chosen,
        hideSelectAll: true,
        columnWidth: 44,
        preserveSelectedRowKeys: false,
        getCheckboxProps: ({ version }) => ({
          disabled: chosen.length >= MOST_CHOSEN && !chosen.includes(nameOf(version)),
          "aria-label": t("compare.choose", { name: `${words(version.title)} ${version.version}` }),
        }),
        onChange: (keys) => onChoose(keys.map(String)),
      }}
    />
  );
}

function useColumns(): TableColumnsType<Row> {
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  return [
    {
      key: "title",
      title: t("column.title"),
      render: (_, { version }) => (
        <>
          <Link to={`/rulebooks/${version.programme}/${version.version}`}>{words(version.title)}</Link>{" "}
          {version.tier !== null && <TierTag tier={version.tier} />}
        </>
      ),
    },
    { key: "version", title: t("column.version"), width: 90, render: (_, { version }) => version.version },
    {
      key: "documents",
      title: t("column.documents"),
      width: 240,
      render: (_, { version }) => version.documents.map(({ number }) => <div key={number}>{number}</div>),
    },
    {
      key: "term",
      title: t("term"),
      width: 210,
      render: (_, { version }) =>
        `${day(version.effective_from)} – ${version.effective_until ? day(version.effective_until) : t("openEnd")}`,
    },
    {
      key: "status",
      title: t("column.status"),
      width: 170,
      render: (_, { version }) => <StatusTags of={version} />,
    },
  ];
}
