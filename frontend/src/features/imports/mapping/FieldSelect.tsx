import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import styles from "@/features/imports/mapping/mapping.module.css";
import type { Field, Suggestion } from "@/features/imports/types";
import { percent } from "@/shared/format";
import { useWords } from "@/shared/i18n";

const NOT_READ = "";
const CHIPS = 2;
/** Below this a likeness is chance, and offering it only misleads. */
const ALIKE = 0.75;

interface FieldSelectProps {
  label: string;
  value: string | null;
  suggestions: readonly Suggestion[];
  fields: readonly Field[];
  /** Fields that other columns of the sheet have. */
  taken: ReadonlySet<string | null>;
  onChange: (field: string | null) => void;
}

/** The field of a column: searched by any of its names, or taken from what the header resembles. */
export function FieldSelect({ label, value, suggestions, fields, taken, onChange }: FieldSelectProps) {
  const { t } = useTranslation("imports");
  const words = useWords();
  const alike = suggestions.filter(({ field, similarity }) => similarity >= ALIKE && !taken.has(field));
  const offered = value === null ? alike.slice(0, CHIPS) : [];
  const options = [
    { value: NOT_READ, label: t("mapping.notRead"), search: t("mapping.notRead") },
    ...fields.map((field) => ({
      value: field.name,
      label: taken.has(field.name) ? `${words(field)} · ${t("mapping.taken")}` : words(field),
      search: `${field.zh} ${field.en} ${field.name}`.toLowerCase(),
    })),
  ];
  return (
    <div className={styles["field"]}>
      <Select
        className={value === null ? styles["notRead"] : undefined}
        aria-label={label}
        value={value ?? NOT_READ}
        options={options}
        popupMatchSelectWidth={false}
        showSearch={{
          filterOption: (text, option) => option?.search.includes(text.trim().toLowerCase()) ?? false,
        }}
        onChange={(field: string) => onChange(field || null)}
      />
      {offered.map((one) => (
        <Button
          key={one.field}
          size="small"
          type="dashed"
          title={t("mapping.suggested")}
          onClick={() => onChange(one.field)}
        >
          {words(one)} {percent(one.similarity, 0)}
        </Button>
      ))}
    </div>
  );
}
