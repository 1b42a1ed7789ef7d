import { Alert, Button, Empty, Segmented, Splitter } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import type { Target } from "@/features/rulebooks/editor/CodeEditor";
import styles from "@/features/rulebooks/editor/editor.module.css";
import { Findings } from "@/features/rulebooks/editor/Findings";
import { NumbersForm } from "@/features/rulebooks/editor/NumbersForm";
import type { DraftEditing } from "@/features/rulebooks/editor/useDraftText";
import { CaseResults } from "@/features/rulebooks/official/CaseResults";
import { OfficialTable } from "@/features/rulebooks/official/OfficialTable";
import type { Checked, Draft } from "@/features/rulebooks/types";
import { Loading } from "@/shared/ui/Loading";
import { problemText } from "@/shared/ui/Problem";

const CodeEditor = lazy(() => import("@/features/rulebooks/editor/CodeEditor"));

const LEFT = ["source", "cases", "numbers"] as const;
type Left = (typeof LEFT)[number];
const RIGHT = ["table", "results"] as const;
type Right = (typeof RIGHT)[number];

interface BenchProps {
  draft: Draft;
  editing: DraftEditing;
  checked: Checked;
  waiting: boolean;
  error: Error | null;
}

/** Which of the texts shows, kept in the address, and the place that was last asked for. */
function useLeft(): [Left, (left: Left) => void] {
  const [params, setParams] = useSearchParams();
  const left = LEFT.find((one) => one === params.get("show")) ?? "source";
  const show = (now: Left) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        after.set("show", now);
        return after;
      },
      { replace: true },
    );
  return [left, show];
}

/** The text on the left — the YAML, its cases or its numbers — and what it says on the right. */
export function Bench({ draft, editing, checked, waiting, error }: BenchProps) {
  const { t: common } = useTranslation();
  const [left, show] = useLeft();
  const [target, setTarget] = useState<Target | null>(null);
  const goTo = (text: "source" | "cases", { line, column }: Target) => {
    show(text);
    setTarget({ line, column });
  };
  return (
    <Splitter className={styles["bench"]}>
      <Splitter.Panel defaultSize="50%" min="30%" collapsible className={styles["panel"]}>
        <LeftHead left={left} onShow={show} draft={draft} editing={editing} />
        <Texts {...{ draft, editing, checked, left, target, goTo }} />
        {error && <Alert type="error" showIcon title={problemText(common, error)} />}
        <Findings
          findings={checked.findings}
          caseFindings={checked.case_findings}
          waiting={waiting}
          onPick={(finding, text) => goTo(text, finding)}
        />
      </Splitter.Panel>
      <Splitter.Panel min="25%" collapsible className={styles["panel"]}>
        <Live checked={checked} onCase={(line) => goTo("cases", { line, column: 1 })} />
      </Splitter.Panel>
    </Splitter>
  );
}

interface LeftHeadProps extends Pick<BenchProps, "draft" | "editing"> {
  left: Left;
  onShow: (left: Left) => void;
}

function LeftHead({ left, onShow, draft, editing }: LeftHeadProps) {
  const { t } = useTranslation("drafts");
  return (
    <div className={styles["head"]}>
      <Segmented<Left>
        value={left}
        onChange={onShow}
        options={LEFT.map((value) => ({ value, label: t(`bench.${value}`) }))}
      />
      {draft.can.edit && (left !== "numbers" || editing.dirty) && (
        <Button
          type={editing.dirty ? "primary" : "default"}
          disabled={!editing.dirty}
          loading={editing.save.isPending}
          onClick={() => editing.save.mutate(editing.text)}
        >
          {t(editing.dirty ? "save.do" : "save.done")}
        </Button>
      )}
    </div>
  );
}

interface TextsProps extends Pick<BenchProps, "draft" | "editing" | "checked"> {
  left: Left;
  target: Target | null;
  goTo: (text: "source" | "cases", place: Target) => void;
}

function Texts({ draft, editing, checked, left, target, goTo }: TextsProps) {
  const { t } = useTranslation("drafts");
  if (left === "numbers") {
    return (
      <NumbersForm
        figures={checked.numbers}
        editable={draft.can.edit}
        why={checked.rulebook === null ? t("numbers.unsound") : null}
        busy={editing.setNumbers.isPending}
        onApply={(changes, done) => editing.setNumbers.mutate(changes, { onSuccess: done })}
        onPick={(figure) => goTo("source", figure)}
      />
    );
  }
  const save = () => {
    if (editing.dirty && !editing.save.isPending) editing.save.mutate(editing.text);
  };
  return (
    <Suspense fallback={<Loading />}>
      <CodeEditor
        key={left}
        value={editing.text[left]}
        label={t(`bench.${left}`)}
        findings={left === "source" ? checked.findings : checked.case_findings}
        target={target}
        {...(draft.can.edit ? { onChange: (text: string) => editing.change({ [left]: text }), onSave: save } : {})}
      />
    </Suspense>
  );
}

/** What the text says: the table that everybody would read, and what becomes of the cases. */
function Live({ checked, onCase }: { checked: Checked; onCase: (line: number) => void }) {
  const { t } = useTranslation("drafts");
  const [right, setRight] = useState<Right>("table");
  const failed = checked.case_results.filter(({ passed }) => !passed).length;
  return (
    <>
      <div className={styles["head"]}>
        <Segmented<Right>
          value={right}
          onChange={setRight}
          options={RIGHT.map((value) => ({
            value,
            label: t(`bench.${value}`, { failed, total: checked.case_results.length }),
          }))}
        />
      </div>
      <div className={styles["live"]}>
        {right === "results" && <CaseResults results={checked.case_results} onPick={({ line }) => onCase(line)} />}
        {right === "table" &&
          (checked.rulebook ? (
            <OfficialTable of={checked.rulebook} compact />
          ) : (
            <Empty description={t("bench.unreadable")} />
          ))}
      </div>
    </>
  );
}
