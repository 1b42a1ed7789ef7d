import { QuestionOutlined, UndoOutlined } from "@ant-design/icons";
import { Button, Input, Segmented, Tooltip } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { faultOf, type Supposed, typedOfValue, valueOfTyped } from "@/features/enterprise/whatIf/changes";
import styles from "@/features/enterprise/whatIf/whatIf.module.css";
import type { FirmMeasure } from "@/shared/api/types";
import { groupThousands, shiftDecimal } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { measureYear, useMeasureText } from "@/shared/measures";

interface MeasureFieldProps {
  measure: FirmMeasure;
  asOf: string;
  /** What is supposed instead; undefined where nothing is. */
  supposed: Supposed | undefined;
  onChange: (value: Supposed | undefined) => void;
}

/** One fact: what it is now, and what it is supposed to be. */
export function MeasureField({ measure, asOf, supposed, onChange }: MeasureFieldProps) {
  const { t } = useTranslation("whatIf");
  const text = useNowText();
  const words = useWords();
  const year = measureYear(measure.name, asOf);
  const name = [year, words(measure)].filter(Boolean).join(" ");
  const changed = supposed !== undefined;
  const change = (value: Supposed | undefined) => onChange(value === measure.value ? undefined : value);
  return (
    <div className={styles["cell"]} data-changed={changed} data-testid={`measure-${measure.name}`}>
      {year !== null && <span className={styles["year"]}>{year}</span>}
      {measure.fixed ? (
        <span className="muted">{words(measure.fixed)}</span>
      ) : measure.unit === "flag" ? (
        <Flag name={name} value={supposed === undefined ? measure.value : supposed} onChange={change} />
      ) : (
        <Figure name={name} measure={measure} supposed={supposed} onChange={change} />
      )}
      <span className={styles["now"]}>
        {t("form.now", { value: measure.value == null ? t("form.unknown") : text(measure.value, measure.unit) })}
        {measure.unit !== "flag" && measure.value != null && !measure.fixed && !changed && (
          <Tooltip title={t("form.makeUnknown")}>
            <Button
              type="text"
              size="small"
              className={styles["unknown"]}
              icon={<QuestionOutlined />}
              aria-label={t("form.makeUnknownOf", { name })}
              onClick={() => onChange(null)}
            />
          </Tooltip>
        )}
        {changed && (
          <Tooltip title={t("form.undo")}>
            <Button
              type="text"
              size="small"
              icon={<UndoOutlined />}
              aria-label={t("form.undoOf", { name })}
              onClick={() => onChange(undefined)}
            />
          </Tooltip>
        )}
      </span>
    </div>
  );
}

/** A value in the unit that it is typed in, so that both read alike. */
function useNowText(): (value: FirmMeasure["value"] | undefined, unit: string) => string {
  const { t } = useTranslation("whatIf");
  const text = useMeasureText();
  return (value, unit) =>
    unit === "yuan" && typeof value === "number"
      ? `${groupThousands(shiftDecimal(value.toFixed(2), 4, 2))} ${t("form.wan")}`
      : text(value, unit);
}

type Answer = "yes" | "no" | "unknown";

function Flag({
  name,
  value,
  onChange,
}: {
  name: string;
  value: FirmMeasure["value"];
  onChange: (to: Supposed) => void;
}) {
  const { t } = useTranslation("whatIf");
  const { t: common } = useTranslation();
  const options: { value: Answer; label: string }[] = [
    { value: "yes", label: common("flag.yes") },
    { value: "no", label: common("flag.no") },
    { value: "unknown", label: t("form.unknown") },
  ];
  const now: Answer = value == null ? "unknown" : Number(value) ? "yes" : "no";
  return (
    <Segmented<Answer>
      size="small"
      aria-label={name}
      value={now}
      options={options}
      onChange={(to) => onChange(to === "unknown" ? null : to === "yes")}
    />
  );
}

const PAUSE_MS = 350;

interface FigureProps {
  name: string;
  measure: FirmMeasure;
  supposed: Supposed | undefined;
  onChange: (value: Supposed | undefined) => void;
}

/** A number typed in the unit it is read in; what is none is said at once and changes nothing. */
function Figure({ name, measure, supposed, onChange }: FigureProps) {
  const { t } = useTranslation("whatIf");
  const { text, fault, type } = useTyped({ measure, supposed, onChange });
  const inUnit = useNowText();
  const suffix = useSuffix(measure.unit);
  return (
    <span className={styles["figure"]}>
      <Input
        size="small"
        inputMode="decimal"
        aria-label={name}
        aria-invalid={fault !== null}
        status={fault ? "error" : ""}
        value={text}
        suffix={suffix}
        placeholder={supposed === null ? t("form.supposedUnknown") : t("form.asNow")}
        onChange={(event) => type(event.target.value)}
      />
      {fault && (
        <span className={styles["wrong"]}>
          {t(`form.${fault}`, { min: inUnit(measure.min, measure.unit), max: inUnit(measure.max, measure.unit) })}
        </span>
      )}
    </span>
  );
}

function useTyped({ measure, supposed, onChange }: Omit<FigureProps, "name">) {
  const shown = typeof supposed === "number" ? typedOfValue(supposed, measure.unit) : "";
  const [text, setText] = useState(shown);
  const [seen, setSeen] = useState(supposed);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (supposed !== seen) {
    setSeen(supposed);
    // Changed by something else than this field (reset, a plan): show it. Our own echo must not undo further typing.
    if (supposed !== valueOfTyped(text, measure.unit)) setText(shown);
  }
  const type = (typed: string) => {
    setText(typed);
    clearTimeout(timer.current);
    if (faultOf(typed, measure)) return;
    timer.current = setTimeout(() => onChange(valueOfTyped(typed, measure.unit)), PAUSE_MS);
  };
  return { text, fault: faultOf(text, measure), type };
}

const COUNTED = ["people", "count", "points", "days", "years", "count_per_year"] as const;

function useSuffix(unit: string): string {
  const { t } = useTranslation();
  const { t: own } = useTranslation("whatIf");
  if (unit === "yuan") return own("form.wan");
  if (unit === "ratio") return "%";
  const counted = COUNTED.find((one) => one === unit);
  return counted ? t(`unit.${counted}`) : "";
}
