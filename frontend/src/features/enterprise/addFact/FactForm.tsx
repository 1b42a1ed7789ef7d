import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Col, DatePicker, Form, Input, Row } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EntryOutcome } from "@/features/enterprise/addFact/EntryOutcome";
import { askedFields, type Entered, factRow, foundAt } from "@/features/enterprise/addFact/factRow";
import { FactFields } from "@/features/enterprise/addFact/FactFields";
import { BY_HAND, discardEntry, enter } from "@/features/enterprise/addFact/queries";
import type { Import, ImportedRow, ImportKind } from "@/shared/api/types";
import { useMe } from "@/shared/session";
import { problemText } from "@/shared/ui/Problem";

interface FactFormProps {
  uscc: string;
  kind: ImportKind;
  onDone: () => void;
}

interface FormValues {
  known_on: Dayjs;
  source: string;
  fact: Record<string, Entered>;
}

export function FactForm({ uscc, kind, onDone }: FactFormProps) {
  const { t } = useTranslation("enterprise");
  const { t: common } = useTranslation();
  const fields = askedFields(kind);
  const [form] = Form.useForm<Record<string, Entered>>();
  const [made, setMade] = useState<Import | null>(null);
  const entry = useMutation({
    mutationFn: async ({ known_on, source, fact }: FormValues): Promise<Import> => {
      if (made) await discardEntry(made.id).catch(() => undefined); // one that was written stays, and says so
      const rows = [factRow(uscc, fields, fact)];
      return enter({ kind: kind.kind, source, known_on: known_on.format("YYYY-MM-DD"), rows, commit: "all" });
    },
    onSuccess: setMade,
  });
  const show = (row: ImportedRow) => form.setFields(foundAt(row, fields));
  const submit = ({ _known_on, _source, ...fact }: Record<string, Entered>) =>
    entry.mutate({ known_on: _known_on as Dayjs, source: String(_source).trim(), fact });
  return (
    <Form
      name="fact"
      form={form}
      layout="vertical"
      initialValues={{ _known_on: dayjs(useMe().today), _source: BY_HAND }}
      onFinish={submit}
    >
      <FactFields fields={fields} />
      <Origin />
      {entry.error && <Alert type="error" showIcon className="gap-below" title={problemText(common, entry.error)} />}
      {made && !entry.isPending && (
        <EntryOutcome key={made.id} made={made} kind={kind} onDone={onDone} onFound={show} />
      )}
      <Button type="primary" htmlType="submit" loading={entry.isPending}>
        {t("add.save")}
      </Button>
    </Form>
  );
}

/** Who says so and since when it is known, as every fact on record has it. */
function Origin() {
  const { t } = useTranslation("enterprise");
  const today = dayjs(useMe().today);
  return (
    <Row gutter={16}>
      <Col xs={24} sm={12}>
        <Form.Item
          name="_known_on"
          label={t("add.knownOn")}
          tooltip={t("add.knownOnHelp")}
          rules={[{ required: true, message: t("add.knownOnMissing") }]}
        >
          <DatePicker className="full-width" disabledDate={(date) => date.isAfter(today, "day")} />
        </Form.Item>
      </Col>
      <Col xs={24} sm={12}>
        <Form.Item
          name="_source"
          label={t("add.source")}
          rules={[{ required: true, whitespace: true, message: t("add.sourceMissing") }]}
        >
          <Input maxLength={64} />
        </Form.Item>
      </Col>
    </Row>
  );
}
