import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, DatePicker, Input, Select } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import styles from "@/features/imports/FixedValues.module.css";
import type { Field } from "@/features/imports/types";
import { useWords } from "@/shared/i18n";

type Values = Record<string, string>;

interface FixedValuesProps {
  fields: readonly Field[];
  value?: Values;
  onChange?: (value: Values) => void;
}

/** What holds for every row though no column says it: a programme, a batch, a year. */
export function FixedValues({ fields, value = {}, onChange = () => undefined }: FixedValuesProps) {
  const { t } = useTranslation("imports");
  const words = useWords();
  const free = fields.filter(({ name }) => !(name in value));
  const put = (name: string, text: string) => onChange({ ...value, [name]: text });
  const drop = (name: string) => onChange(Object.fromEntries(Object.entries(value).filter(([key]) => key !== name)));
  return (
    <div className={styles["list"]}>
      {Object.entries(value).map(([name, text]) => {
        const field = fields.find((one) => one.name === name);
        const label = words(field) || name;
        return (
          <div key={name} className={styles["row"]}>
            <span className={styles["name"]}>{label}</span>
            <ValueInput field={field} label={label} value={text} onChange={(now) => put(name, now)} />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t("fixed.drop", { field: label })}
              onClick={() => drop(name)}
            />
          </div>
        );
      })}
      <Select
        className={styles["add"]}
        value={null}
        showSearch={{ optionFilterProp: "label" }}
        suffix={<PlusOutlined />}
        placeholder={t("fixed.add")}
        aria-label={t("fixed.add")}
        options={free.map((field) => ({ value: field.name, label: words(field) }))}
        onChange={(name: string | null) => name && put(name, "")}
      />
    </div>
  );
}

interface ValueInputProps {
  field: Field | undefined;
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function ValueInput({ field, label, value, onChange }: ValueInputProps) {
  if (field && field.choices.length > 0) {
    return (
      <Select
        className={styles["value"]}
        aria-label={label}
        value={value || null}
        showSearch={{ optionFilterProp: "label" }}
        options={field.choices.map((choice) => ({ value: choice.value, label: choice.zh }))}
        onChange={(now: string | null) => onChange(now ?? "")}
      />
    );
  }
  if (field?.reading === "date") {
    return (
      <DatePicker
        className={styles["value"]}
        aria-label={label}
        value={value ? dayjs(value) : null}
        onChange={(date) => onChange(date?.format("YYYY-MM-DD") ?? "")}
      />
    );
  }
  return (
    <Input
      className={styles["value"]}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** The values that were filled in. */
export function filled(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, text]) => text.trim() !== ""));
}
