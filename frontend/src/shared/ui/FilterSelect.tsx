import { Select } from "antd";
import { useTranslation } from "react-i18next";
import styles from "@/shared/ui/FilterSelect.module.css";

interface FilterSelectProps {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
  multiple?: boolean;
}

/** One filter of a list; several choices are joined by commas, which the API reads as 'any of them'. */
export function FilterSelect({ label, value, options, onChange, multiple = false }: FilterSelectProps) {
  const { t } = useTranslation();
  const common = {
    className: styles["select"],
    "aria-label": label,
    allowClear: true,
    options,
    popupMatchSelectWidth: false,
    showSearch: { optionFilterProp: "label" },
    placeholder: t("filter.all"),
  };
  return (
    <span className={styles["filter"]}>
      <span className={styles["label"]}>{label}</span>
      {multiple ? (
        <Select
          {...common}
          mode="multiple"
          maxTagCount="responsive"
          value={value ? value.split(",") : []}
          onChange={(chosen: string[]) => onChange(chosen.join(","))}
        />
      ) : (
        <Select
          {...common}
          value={value || null}
          onChange={(chosen: string | null | undefined) => onChange(chosen ?? "")}
        />
      )}
    </span>
  );
}
