import { CheckCircleFilled, CloseCircleFilled } from "@ant-design/icons";
import { Button, Spin } from "antd";
import { useTranslation } from "react-i18next";
import styles from "@/features/rulebooks/editor/editor.module.css";
import type { Finding } from "@/features/rulebooks/types";
import { useWords } from "@/shared/i18n";

interface FindingsProps {
  findings: Finding[];
  caseFindings: Finding[];
  waiting: boolean;
  onPick: (finding: Finding, text: "source" | "cases") => void;
}

/** What is wrong with the text, each leading to its line. */
export function Findings({ findings, caseFindings, waiting, onPick }: FindingsProps) {
  const { t } = useTranslation("drafts");
  const count = findings.length + caseFindings.length;
  return (
    <section className={styles["findings"]} aria-label={t("findings.title")} aria-live="polite">
      <div className={styles["findingsHead"]} data-sound={count === 0}>
        {count === 0 ? <CheckCircleFilled /> : <CloseCircleFilled />}
        <strong>{count === 0 ? t("findings.none") : t("findings.some", { shown: count })}</strong>
        {waiting && (
          <span className="muted">
            <Spin size="small" /> {t("findings.checking")}
          </span>
        )}
      </div>
      <Lines of={findings} text="source" onPick={onPick} />
      <Lines of={caseFindings} text="cases" onPick={onPick} />
    </section>
  );
}

interface LinesProps extends Pick<FindingsProps, "onPick"> {
  of: Finding[];
  text: "source" | "cases";
}

function Lines({ of, text, onPick }: LinesProps) {
  const { t } = useTranslation("drafts");
  const words = useWords();
  return (
    <ul className={styles["lines"]}>
      {of.map((finding) => (
        <li key={`${finding.line}:${finding.column} ${finding.message.en}`}>
          <Button type="link" size="small" onClick={() => onPick(finding, text)}>
            {t(text === "source" ? "findings.at" : "findings.atCase", { line: finding.line, column: finding.column })}
          </Button>
          <span>{words(finding.message)}</span>
        </li>
      ))}
    </ul>
  );
}
