import { Col, DatePicker, Form, Input, Row, Select } from "antd";
import dayjs from "dayjs";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IndustryChooser, RegionChooser, TechnologyFieldChooser } from "@/shared/firm/places";
import type { StatedField } from "@/shared/firm/stated";
import { useMe } from "@/shared/session";
import { yuanOfWan } from "@/shared/wan";

const STATUSES = ["operating", "suspended", "moved_out", "revoked", "dissolved"] as const;
const ENDED = ["moved_out", "revoked", "dissolved"];

interface Entry {
  name: StatedField;
  wide?: boolean;
  control: ReactElement;
  /** What to say when it is left empty; a field without these words may be. */
  missing?: string;
}

/**
 * The fields that say who a firm is and where it lies, in the form around them; a warning stands below the name.
 * A new firm has to say where it operates, which tells who looks after it.
 */
export function FirmFields({ warning, isNew = false }: { warning?: ReactNode; isNew?: boolean }) {
  const { t } = useTranslation();
  const status = Form.useWatch<string | undefined>("status");
  const today = dayjs(useMe().today);
  const notLater = (date: dayjs.Dayjs) => date.isAfter(today, "day");
  const day = <DatePicker className="full-width" disabledDate={notLater} />;
  const entries: Entry[] = [
    { name: "name", wide: true, missing: t("firm.nameMissing"), control: <Input maxLength={200} autoComplete="off" /> },
    { name: "registered_region", control: <RegionChooser /> },
    {
      name: "operating_region",
      control: <RegionChooser />,
      ...(isNew && { missing: t("firm.operatingRegionMissing") }),
    },
    { name: "registered_on", control: day },
    { name: "registered_capital", control: <Input suffix={t("firm.wan")} inputMode="decimal" /> },
    { name: "industry", control: <IndustryChooser /> },
    { name: "technology_field", control: <TechnologyFieldChooser /> },
    { name: "legal_form", control: <Input maxLength={64} /> },
    { name: "registration_no", control: <Input maxLength={15} className="code" /> },
    {
      name: "status",
      control: <Select options={STATUSES.map((value) => ({ value, label: t(`firmStatus.${value}`) }))} />,
    },
    ...(ENDED.includes(status ?? "") ? [{ name: "ended_on" as const, control: day }] : []),
    { name: "address", wide: true, control: <Input maxLength={300} /> },
    { name: "business_scope", wide: true, control: <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} /> },
  ];
  return (
    <Row gutter={16}>
      {entries.map((entry) => (
        <Col key={entry.name} xs={24} sm={entry.wide ? 24 : 12}>
          <FirmField entry={entry} />
          {entry.name === "name" && warning}
        </Col>
      ))}
    </Row>
  );
}

function FirmField({ entry: { name, missing, control } }: { entry: Entry }) {
  const { t } = useTranslation();
  const rules = [
    ...(missing === undefined
      ? []
      : [{ required: true, message: missing, ...(name === "name" && { whitespace: true }) }]),
    ...(name === "registered_capital"
      ? [
          {
            validator: (_: unknown, typed: string | undefined) =>
              typed && yuanOfWan(typed) === null ? Promise.reject(new Error(t("firm.notAnAmount"))) : Promise.resolve(),
          },
        ]
      : []),
  ];
  return (
    <Form.Item name={name} label={t(`firm.field.${name}`)} rules={rules}>
      {control}
    </Form.Item>
  );
}
