/** CodeMirror as these screens use it; loaded only where a text is shown. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import {
  bracketMatching,
  defaultHighlightStyle,
  foldGutter,
  foldKeymap,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension, type Text } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { PHRASES } from "@/features/rulebooks/editor/phrases";
import { smallestChange } from "@/features/rulebooks/editor/smallestChange";

export { EditorView };

interface Settings {
  text: string;
  label: string;
  chinese: boolean;
  editable: boolean;
  onChange: (text: string) => void;
  onSave: () => void;
}

/** The transactions that put a text in from outside: nobody typed them, so nobody is told. */
const fromOutside = new WeakSet<object>();

export function newView(parent: HTMLElement, settings: Settings): EditorView {
  return new EditorView({
    parent,
    state: EditorState.create({ doc: settings.text, extensions: extensions(settings) }),
  });
}

function extensions({ label, chinese, editable, onChange, onSave }: Settings): Extension {
  return [
    lineNumbers(),
    foldGutter(),
    lintGutter(),
    history(),
    drawSelection(),
    indentOnInput(),
    indentUnit.of("  "),
    bracketMatching(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    search({ top: true }),
    syntaxHighlighting(defaultHighlightStyle, { fallback: true }),
    yaml(),
    chinese ? EditorState.phrases.of(PHRASES) : [],
    EditorState.readOnly.of(!editable),
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
    keymap.of([
      { key: "Mod-s", preventDefault: true, run: () => (onSave(), true) },
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      indentWithTab,
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !update.transactions.some((one) => fromOutside.has(one))) {
        onChange(update.state.doc.toString());
      }
    }),
  ];
}

/** Put `text` in, touching only what differs: cursor and scrolling stay where they are. */
export function replaceDocument(view: EditorView, text: string): void {
  const changes = smallestChange(view.state.doc.toString(), text);
  if (!changes) return;
  const transaction = view.state.update({ changes });
  fromOutside.add(transaction);
  view.dispatch(transaction);
}

/** Mark what is wrong, each at its line; a place beyond the text is its end. */
export function showFindings(view: EditorView, findings: { line: number; column: number; message: string }[]): void {
  const diagnostics = findings.map((finding): Diagnostic => {
    const from = offsetOf(view.state.doc, finding);
    const end = view.state.doc.lineAt(from).to;
    return { from, to: Math.max(from, end), severity: "error", message: finding.message };
  });
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

/** Go to a place: it is scrolled to the middle and takes the cursor. */
export function showAt(view: EditorView, place: { line: number; column: number }): void {
  const at = offsetOf(view.state.doc, place);
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
  view.focus();
}

function offsetOf(document: Text, { line, column }: { line: number; column: number }): number {
  const found = document.line(Math.min(Math.max(line, 1), document.lines));
  return Math.min(found.from + Math.max(column - 1, 0), found.to);
}
