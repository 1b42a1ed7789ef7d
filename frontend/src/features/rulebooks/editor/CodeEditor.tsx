import { useEffect, useMemo, useRef, useState } from "react";
import styles from "@/features/rulebooks/editor/CodeEditor.module.css";
import {
  type EditorView,
  newView,
  replaceDocument,
  showAt,
  showFindings,
} from "@/features/rulebooks/editor/codeMirror";
import type { Finding } from "@/features/rulebooks/types";
import { useLanguage } from "@/shared/i18n";

/** A place of the text to go to; a new object goes there again. */
export interface Target {
  line: number;
  column: number;
}

interface CodeEditorProps {
  value: string;
  label: string;
  /** Absent where the text is only read. */
  onChange?: (text: string) => void;
  onSave?: () => void;
  findings?: Finding[];
  target?: Target | null;
}

const NONE: Finding[] = [];

/** YAML with line numbers, colours, folding and search; what is wrong is marked at its line. */
export default function CodeEditor({ value, label, onChange, onSave, findings = NONE, target }: CodeEditorProps) {
  const language = useLanguage();
  const told = useMemo(
    () => findings.map(({ message, ...place }) => ({ ...place, message: language === "en" ? message.en : message.zh })),
    [findings, language],
  );
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const [initial] = useState(value);
  const heard = useRef({ onChange, onSave });
  useEffect(() => {
    heard.current = { onChange, onSave };
  });
  const editable = onChange !== undefined;
  useEffect(() => {
    if (!host.current) return;
    const made = newView(host.current, {
      text: initial,
      label,
      chinese: language !== "en",
      editable,
      onChange: (text) => heard.current.onChange?.(text),
      onSave: () => heard.current.onSave?.(),
    });
    view.current = made;
    return () => {
      view.current = undefined;
      made.destroy();
    };
  }, [editable, initial, label, language]);
  useEffect(() => {
    if (view.current) replaceDocument(view.current, value);
  }, [value, editable, label, language]);
  useEffect(() => {
    if (view.current) showFindings(view.current, told);
  }, [told, editable, label]);
  useEffect(() => {
    if (view.current && target) showAt(view.current, target);
  }, [target]);
  return <div ref={host} className={styles["editor"]} data-testid="code" />;
}
