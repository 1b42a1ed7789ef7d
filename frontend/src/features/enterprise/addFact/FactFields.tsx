import { useQuery } from "@tanstack/react-query";
import { Col, DatePicker, Form, Input, InputNumber, Row, Select } from "antd";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { KindField } from "@/features/enterprise/addFact/factRow";
import { programmesQuery } from "@/shared/reference";
import { IndustryChooser, RegionChooser, TechnologyFieldChooser } from "@/shared/firm/places";
import { useWords } from "@/shared/i18n";
import { useMe } from "@/shared/session";
import { yuanOfWan } from "@/shared/wan";

const LONG = ["description", "outcome", "result", "reason", "business_scope"];

/** One control for each field that a kind of facts has, by how the field is read. */
export function FactFields({ fields }: { fields: readonly KindField[] }) {
  return (
    <Row gutter={16}>
      {fields.map((field) => (
        <Col key={field.name} xs={24} sm={LONG.includes(field.name) ? 24 : 12}>
          <FactField field={field} />
        </Col>
      ))}
    </Row>
  );
}

function FactField({ field }: { field: KindField }) {
  const { t } = useTranslation("enterprise");
  const words = useWords();
  const rules = [
    ...(field.required ? [{ required: true, message: t("add.missing", { field: words(field) }) }] : []),
    ...(field.reading === "amount" ? [{ validator: amount(t("add.notAnAmount")) }] : []),
  ];
  const help = words(field.help);
  return (
    <Form.Item name={field.name} label={words(field)} rules={rules} {...(help ? { tooltip: help } : {})}>
      {useControl(field)}
    </Form.Item>
  );
}

function amount(message: string) {
  return (_: unknown, typed: string | undefined) =>
    typed && yuanOfWan(typed) === null ? Promise.reject(new Error(message)) : Promise.resolve();
}

function useControl(field: KindField): ReactElement {
  const { t } = useTranslation();
  const year = Number(useMe().today.slice(0, 4));
  if (field.name === "programme") return <ProgrammeChooser />;
  if (field.name === "technology_field") return <TechnologyFieldChooser />;
  switch (field.reading) {
    case "date":
      return <DatePicker className="full-width" />;
    case "year":
      return <InputNumber className="full-width" min={1990} max={year} precision={0} />;
    case "count":
      return <InputNumber className="full-width" min={0} />;
    case "amount":
      return <Input inputMode="decimal" suffix={t("firm.wan")} />;
    case "ratio":
      return <Input inputMode="decimal" suffix="%" />;
    case "choice":
      return <ChoiceOf field={field} />;
    case "place":
      return <RegionChooser />;
    case "industry":
      return <IndustryChooser />;
    default:
      return LONG.includes(field.name) ? (
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
      ) : (
        <Input autoComplete="off" />
      );
  }
}

interface Controlled {
  id?: string;
  value?: string;
  onChange?: (value: string) => void;
}

function ChoiceOf({ field, ...given }: Controlled & { field: KindField }) {
  return (
    <Select
      {...given}
      allowClear
      options={field.choices.map((choice) => ({ value: choice.value, label: choice.zh }))}
    />
  );
}

function ProgrammeChooser(given: Controlled) {
  const words = useWords();
  const programmes = useQuery(programmesQuery);
  return (
    <Select
      {...given}
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      options={(programmes.data ?? []).map((one) => ({ value: one.code, label: words(one) }))}
    />
  );
}
