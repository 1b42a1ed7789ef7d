import { DeleteOutlined } from "@ant-design/icons";
import { Button, InputNumber, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { subjectOf } from "@/features/sources/ranks";
import { useSubjectWords } from "@/features/sources/words";
import type { SourceRank } from "@/shared/api/types";
import { DataTable } from "@/shared/ui/DataTable";

interface RanksTableProps {
  ranks: SourceRank[];
  /** Absent where nothing may be changed. */
  onSet?: (rank: SourceRank) => void;
  onDrop?: (rank: SourceRank) => void;
}

const MOST = 999;

/** The ranks of one kind of facts; the lower number counts. */
export function RanksTable({ ranks, onSet, onDrop }: RanksTableProps) {
  const { t } = useTranslation("sources");
  const { fieldWord, speakerWord } = useSubjectWords();
  const columns: TableColumnsType<SourceRank> = [
    { key: "field", title: t("column.field"), width: "30%", render: (_, rank) => fieldWord(rank) },
    { key: "speaker", title: t("column.speaker"), render: (_, rank) => speakerWord(rank) },
    {
      key: "rank",
      title: t("column.rank"),
      width: 140,
      render: (_, rank) =>
        onSet ? (
          <InputNumber
            size="small"
            min={1}
            max={MOST}
            precision={0}
            aria-label={t("rankOf", { what: speakerWord(rank) })}
            value={rank.rank}
            onChange={(now) => now !== null && onSet({ ...rank, rank: now })}
          />
        ) : (
          rank.rank
        ),
    },
    ...(onDrop
      ? [
          {
            key: "drop",
            width: 56,
            render: (_: unknown, rank: SourceRank) => (
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={t("drop", { what: speakerWord(rank) })}
                onClick={() => onDrop(rank)}
              />
            ),
          },
        ]
      : []),
  ];
  return (
    <DataTable<SourceRank> rows={ranks} rowKey={subjectOf} columns={columns} scroll={{ x: 520 }} empty={t("empty")} />
  );
}
