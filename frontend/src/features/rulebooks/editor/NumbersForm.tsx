import { Button, Input, type TableColumnsType } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "@/features/rulebooks/editor/editor.module.css";
import { asNumber, changesOf, keyOf } from "@/features/rulebooks/editor/numbers";
import type { NumberChange } from "@/features/rulebooks/queries";
import type { Figure } from "@/features/rulebooks/types";
import { useWords } from "@/shared/i18n";
import { useMeasureText } from "@/shared/measures";
import { DataTable } from "@/shared/ui/DataTable";
import { ReasonedButton } from "@/shared/ui/ReasonedButton";

interface NumbersFormProps {
  figures: Figure[];
  editable: boolean;
  /** Why the figures cannot be changed now. */
  why: string | null;
  busy: boolean;
  onApply: (changes: NumberChange[], done: () => void) => void;
  onPick: (figure: Figure) => void;
}

/** Every number of the rulebook with what it says, to be changed without touching the YAML. */
export function NumbersForm({ figures, editable, why, busy, onApply, onPick }: NumbersFormProps) {
  const { t } = useTranslation("drafts");
  const words = useWords();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [sought, setSought] = useState("");
  const { changes, unreadable } = changesOf(figures, typed);
  const shown = figures.filter((figure) => words(figure.label).toLowerCase().includes(sought.trim().toLowerCase()));
  const type = (figure: Figure, said: string) => setTyped((before) => ({ ...before, [keyOf(figure)]: said }));
  const columns = useColumns({ typed, unreadable, editable, type, onPick });
  const reason =
    why ?? (unreadable.length > 0 ? t("numbers.unreadable") : changes.length === 0 ? t("numbers.none") : null);
  return (
    <>
      <div className={styles["head"]}>
        <Input.Search
          allowClear
          style={{ width: 240 }}
          placeholder={t("numbers.search")}
          aria-label={t("numbers.search")}
          onChange={({ target }) => setSought(target.value)}
        />
        {editable && (
          <span className="tags">
            {Object.keys(typed).length > 0 && <Button onClick={() => setTyped({})}>{t("numbers.forget")}</Button>}
            <ReasonedButton
              id="apply-numbers"
              type="primary"
              why={reason}
              loading={busy}
              onClick={() => onApply(changes, () => setTyped({}))}
            >
              {t("numbers.apply", { shown: changes.length })}
            </ReasonedButton>
          </span>
        )}
      </div>
      {editable && <p className="muted">{t("numbers.note")}</p>}
      <div className={styles["numbers"]}>
        <DataTable<Figure> rows={shown} rowKey={keyOf} columns={columns} empty={t("numbers.empty")} />
      </div>
    </>
  );
}

interface ColumnsGiven extends Pick<NumbersFormProps, "editable" | "onPick"> {
  typed: Record<string, string>;
  unreadable: string[];
  type: (figure: Figure, said: string) => void;
}

function useColumns({ typed, unreadable, editable, type, onPick }: ColumnsGiven): TableColumnsType<Figure> {
  const { t } = useTranslation("drafts");
  const words = useWords();
  return [
    { key: "label", title: t("numbers.label"), render: (_, figure) => words(figure.label) },
    {
      key: "value",
      title: t("numbers.value"),
      width: 130,
      align: "right",
      render: (_, figure) =>
        editable ? (
          <Input
            size="small"
            inputMode="decimal"
            className={styles["numberInput"]}
            aria-label={words(figure.label)}
            value={typed[keyOf(figure)] ?? figure.value}
            status={unreadable.includes(keyOf(figure)) ? "error" : ""}
            onChange={({ target }) => type(figure, target.value)}
          />
        ) : (
          figure.value
        ),
    },
    {
      key: "reading",
      title: t("numbers.reading"),
      width: 130,
      render: (_, figure) => <Reading of={figure} typed={typed[keyOf(figure)]} />,
    },
    {
      key: "line",
      title: t("numbers.line"),
      width: 64,
      align: "right",
      render: (_, figure) => (
        <Button type="link" size="small" title={t("numbers.goto")} onClick={() => onPick(figure)}>
          {figure.line}
        </Button>
      ),
    },
  ];
}

/** The number in the words of its unit — 10.00%, 2.00 亿元 — so that a nought too many is seen. */
function Reading({ of, typed }: { of: Figure; typed: string | undefined }) {
  const { t } = useTranslation("drafts");
  const text = useMeasureText();
  const now = asNumber(typed ?? of.value);
  if (now === null) return <span className={styles["open"]}>{t("numbers.notANumber")}</span>;
  const changed = Number(now) !== Number(of.value);
  return (
    <span className={changed ? styles["open"] : "muted"}>
      {text(now, of.unit)}
      {changed && <div>{t("numbers.was", { value: text(of.value, of.unit) })}</div>}
    </span>
  );
}
