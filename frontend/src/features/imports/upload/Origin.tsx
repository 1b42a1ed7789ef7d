import { useQuery } from "@tanstack/react-query";
import { AutoComplete, Col, DatePicker, Form, Row, Select } from "antd";
import type { Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { FixedValues } from "@/features/imports/FixedValues";
import { useKind } from "@/features/imports/kinds";
import { savedMappingsOf, sourcesQuery } from "@/features/imports/queries";
import type { UploadFields } from "@/features/imports/upload/UploadForm";

/** Who says what the table says, since when it is known, and how it is to be read. */
export function Origin({ today }: { today: Dayjs }) {
  const { t } = useTranslation("imports");
  const kind = useKind(Form.useWatch<string | undefined>("kind"));
  return (
    <Row gutter={16}>
      <Col xs={24} sm={14}>
        <Source />
      </Col>
      <Col xs={24} sm={10}>
        <Form.Item
          name="known_on"
          label={t("field.known_on")}
          tooltip={t("upload.knownOnHelp")}
          rules={[{ required: true, message: t("upload.knownOnMissing") }]}
        >
          <DatePicker className="full-width" disabledDate={(date) => date.isAfter(today, "day")} />
        </Form.Item>
      </Col>
      <Col span={24}>
        <Reading kind={kind?.kind ?? ""} />
      </Col>
      <Col span={24}>
        <Form.Item name="fixed" label={t("fixed.title")} tooltip={t("fixed.help")}>
          <FixedValues fields={kind?.fields ?? []} />
        </Form.Item>
      </Col>
    </Row>
  );
}

function Source() {
  const { t } = useTranslation("imports");
  const known = useQuery(sourcesQuery).data ?? [];
  return (
    <Form.Item
      name="source"
      label={t("field.source")}
      tooltip={t("upload.sourceHelp")}
      rules={[{ required: true, whitespace: true, message: t("upload.sourceMissing") }]}
    >
      <AutoComplete
        maxLength={64}
        placeholder={t("upload.sourceExample")}
        options={known.map((value) => ({ value }))}
        showSearch={{ filterOption: (text, option) => option?.value.includes(text.trim()) ?? false }}
      />
    </Form.Item>
  );
}

/** A saved mapping brings its source along and the values that hold for all rows of such tables. */
function Reading({ kind }: { kind: string }) {
  const { t } = useTranslation("imports");
  const form = Form.useFormInstance<UploadFields>();
  const saved = useQuery({ ...savedMappingsOf({ kind }), enabled: kind !== "" }).data?.results ?? [];
  const take = (id: number | null | undefined) => {
    const chosen = saved.find((one) => one.id === id);
    if (!chosen) return;
    if (!form.getFieldValue("source")) form.setFieldValue("source", chosen.source);
    form.setFieldValue("fixed", { ...chosen.fixed, ...(form.getFieldValue("fixed") as UploadFields["fixed"]) });
  };
  return (
    <Form.Item name="saved_mapping" label={t("upload.mapping")} tooltip={t("upload.mappingHelp")}>
      <Select
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        placeholder={t("upload.mappingAuto")}
        options={saved.map(({ id, name, source }) => ({ value: id, label: `${name} · ${source}` }))}
        onChange={take}
      />
    </Form.Item>
  );
}
