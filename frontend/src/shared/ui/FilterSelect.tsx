import { Select, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import styles from "@/shared/ui/FilterSelect.module.css";

interface FilterSelectProps {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
  multiple?: boolean;
}

/** Room for the names of what is chosen: none, one, or two and how many more. */
const WIDTHS = ["", styles["one"], styles["several"]];

/** One filter of a list; several choices are joined by commas, which the API reads as 'any of them'. */
export function FilterSelect({ label, value, options, onChange, multiple = false }: FilterSelectProps) {
  const { t } = useTranslation();
  const chosen = value ? value.split(",") : [];
  const nameOf = (code: unknown) => options.find((option) => option.value === code)?.label;
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
          className={`${styles["select"]} ${WIDTHS[Math.min(chosen.length, 2)] ?? ""}`}
          maxTagCount={2}
          maxTagPlaceholder={(hidden) => (
            <Tooltip title={hidden.map(({ value: code }) => nameOf(code)).join(" / ")}>
              <span>+{hidden.length}</span>
            </Tooltip>
          )}
          value={chosen}
          onChange={(now: string[]) => onChange(now.join(","))}
        />
      ) : (
        <Select
          {...common}
          value={value || null}
          onChange={(now: string | null | undefined) => onChange(now ?? "")}
        />
      )}
    </span>
  );
}
