import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { AutoComplete, Button, Form, InputNumber, Popover, Radio, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sourceNamesQuery } from "@/features/sources/queries";
import type { Table } from "@/features/sources/ranks";
import { BASES, fieldsOf, useSubjectWords } from "@/features/sources/words";
import type { SourceRank } from "@/shared/api/types";

interface Answers {
  field: string;
  by: "source" | "basis";
  source?: string;
  basis?: SourceRank["basis"];
  rank: number;
}

/** One more rank: for a field or all, of a source or (for figures) of a basis. */
export function NewRank({ table, onAdd }: { table: Table; onAdd: (rank: SourceRank) => void }) {
  const { t } = useTranslation("sources");
  const [open, setOpen] = useState(false);
  const add = ({ field, by, source = "", basis = "", rank }: Answers) => {
    onAdd({ table, field, source: by === "source" ? source.trim() : "", basis: by === "basis" ? basis : "", rank });
    setOpen(false);
  };
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={<NewRankForm table={table} onFinish={add} />}
    >
      <Button type="link" size="small" icon={<PlusOutlined />}>
        {t("add")}
      </Button>
    </Popover>
  );
}

function NewRankForm({ table, onFinish }: { table: Table; onFinish: (answers: Answers) => void }) {
  const { t } = useTranslation("sources");
  const { fieldWord } = useSubjectWords();
  const fields = ["", ...fieldsOf(table)].map((field) => ({ value: field, label: fieldWord({ table, field }) }));
  return (
    <Form<Answers>
      name={`rank_${table}`}
      layout="vertical"
      initialValues={{ field: "", by: "source", rank: 50 }}
      onFinish={onFinish}
      style={{ width: 280 }}
    >
      <Form.Item name="field" label={t("column.field")}>
        <Select options={fields} showSearch={{ optionFilterProp: "label" }} />
      </Form.Item>
      <Speaker table={table} />
      <Form.Item
        name="rank"
        label={t("column.rank")}
        extra={t("lowerFirst")}
        rules={[{ required: true, message: t("rankMissing") }]}
      >
        <InputNumber min={1} max={999} precision={0} className="full-width" />
      </Form.Item>
      <Button type="primary" htmlType="submit">
        {t("add")}
      </Button>
    </Form>
  );
}

function Speaker({ table }: { table: Table }) {
  const { t } = useTranslation("sources");
  const { basisWord } = useSubjectWords();
  const names = useQuery(sourceNamesQuery);
  const by = Form.useWatch<Answers["by"] | undefined>("by");
  return (
    <>
      {table === "financial_year" && (
        <Form.Item name="by" label={t("column.speaker")}>
          <Radio.Group
            optionType="button"
            options={[
              { value: "source", label: t("source") },
              { value: "basis", label: t("basis") },
            ]}
          />
        </Form.Item>
      )}
      {by === "basis" ? (
        <Form.Item name="basis" rules={[{ required: true, message: t("speakerMissing") }]}>
          <Select aria-label={t("basis")} options={BASES.map((basis) => ({ value: basis, label: basisWord(basis) }))} />
        </Form.Item>
      ) : (
        <Form.Item name="source" rules={[{ required: true, whitespace: true, message: t("speakerMissing") }]}>
          <AutoComplete
            aria-label={t("source")}
            maxLength={64}
            placeholder={t("source")}
            options={(names.data ?? []).map((value) => ({ value }))}
            showSearch={{ filterOption: (typed, option) => (option?.value ?? "").includes(typed) }}
          />
        </Form.Item>
      )}
    </>
  );
}
