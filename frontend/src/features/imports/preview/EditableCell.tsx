import { Input, Tooltip } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type GridCell, gravest } from "@/features/imports/preview/grid";
import styles from "@/features/imports/preview/preview.module.css";
import { MISSING } from "@/shared/format";

interface EditableCellProps {
  cell: GridCell;
  /** What the cell is, for those who do not see the column's head. */
  label: string;
  /** Undefined: the cell can only be looked at. */
  onMend?: (text: string | null) => void;
  busy?: boolean;
  /** The tabulator stops at the first cell of a row; arrow keys go on from there. */
  first?: boolean;
}

/** A cell as the file has it, with what was found in it; Enter or a click opens it, Enter mends it, Escape leaves it. */
export function EditableCell({ cell, label, onMend, busy = false, first = true }: EditableCellProps) {
  const [open, setOpen] = useState(false);
  const [byKey, setByKey] = useState(false);
  if (open && onMend) {
    const close = (key: boolean, text?: string) => {
      setOpen(false);
      setByKey(key);
      if (text !== undefined && text.trim() !== cell.text) onMend(text.trim() || null);
    };
    return <CellInput text={cell.text} label={label} onClose={close} />;
  }
  return (
    <ShownCell
      cell={cell}
      label={label}
      busy={busy}
      first={first}
      focused={byKey}
      onOpen={onMend && (() => setOpen(true))}
    />
  );
}

function CellInput({
  text,
  label,
  onClose,
}: {
  text: string;
  label: string;
  onClose: (byKey: boolean, text?: string) => void;
}) {
  const [typed, setTyped] = useState(text);
  return (
    <Input
      autoFocus
      size="small"
      className={styles["input"]}
      aria-label={label}
      value={typed}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => onClose(false, typed)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return; // Enter that ends the typing of Chinese
        event.stopPropagation();
        if (event.key !== "Enter" && event.key !== "Escape") return;
        event.preventDefault(); // the key must not go on to press the button that gets the focus
        onClose(true, event.key === "Enter" ? typed : undefined);
      }}
    />
  );
}

interface ShownCellProps extends Omit<EditableCellProps, "onMend"> {
  /** Whoever left the input by a key goes on from its cell. */
  focused: boolean;
  onOpen?: () => void;
}

function ShownCell({ cell, label, busy, first, focused, onOpen }: ShownCellProps) {
  const { t } = useTranslation("imports");
  const weight = gravest(cell.findings);
  const marks = [
    styles["cell"],
    weight && styles[weight],
    cell.was !== undefined && styles["mended"],
    busy && styles["busy"],
  ];
  const hints = [
    ...cell.findings.map(({ message }) => message),
    ...(cell.was === undefined ? [] : [t("cell.was", { text: cell.was || MISSING })]),
  ];
  const content = (
    <>
      {cell.old !== undefined && <del className={styles["old"]}>{cell.old || MISSING}</del>}
      <span>{cell.text || <span className="muted">{MISSING}</span>}</span>
    </>
  );
  const common = { className: marks.filter(Boolean).join(" "), "aria-busy": busy };
  const shown = onOpen ? (
    <button
      type="button"
      data-cell
      autoFocus={focused}
      tabIndex={first ? 0 : -1}
      aria-label={t("cell.mend", { column: label, text: cell.text })}
      onClick={onOpen}
      {...common}
    >
      {content}
    </button>
  ) : (
    <span {...common}>{content}</span>
  );
  return hints.length > 0 ? (
    <Tooltip
      title={hints.map((hint) => (
        <div key={hint}>{hint}</div>
      ))}
    >
      {shown}
    </Tooltip>
  ) : (
    shown
  );
}
