import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CriteriaPaper } from "@/features/enterprise/record/CriteriaPaper";
import { FactsPaper } from "@/features/enterprise/record/FactsPaper";
import styles from "@/features/enterprise/record/record.module.css";
import { ScorePaper } from "@/features/enterprise/record/ScorePaper";
import type { AssessmentRecord } from "@/shared/api/types";
import { day, instant, interval, MISSING, number } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { measureYear } from "@/shared/measures";

/** The sheet itself: everything that an appeal needs, on A4. */
export function RecordPaper({ record }: { record: AssessmentRecord }) {
  const { t } = useTranslation("records");
  const { t: common } = useTranslation();
  const { explanation } = record;
  return (
    <article className={styles["paper"]} data-testid="paper">
      <header className={styles["head"]}>
        <h1>{t("paper.title")}</h1>
        <div className="code">{record.number}</div>
      </header>
      {record.is_synthetic && <p className={styles["synthetic"]}>{common("synthetic.explained")}</p>}
      <Basics record={record} />
      <Settles record={record} />
      <h2>{t("paper.criteria")}</h2>
      <CriteriaPaper criteria={explanation.criteria} />
      {explanation.score && (
        <>
          <h2>{t("paper.score")}</h2>
          <ScorePaper score={explanation.score} />
        </>
      )}
      <h2>{t("paper.facts")}</h2>
      <FactsPaper record={record} />
      <Notes of={record.notes} />
      <Foot record={record} />
    </article>
  );
}

function Basics({ record }: { record: AssessmentRecord }) {
  const { t } = useTranslation("records");
  const { t: common } = useTranslation();
  const words = useWords();
  const { rulebook, explanation } = record;
  const size = explanation.classes.find(({ id }) => id === explanation.class);
  const { score } = explanation;
  const rows: [key: string, shown: ReactNode][] = [
    [t("paper.firm"), <strong key="firm">{record.enterprise_name}</strong>],
    [
      t("paper.uscc"),
      <span key="uscc" className="code">
        {record.uscc}
      </span>,
    ],
    [t("programme"), words(record.programme)],
    [
      t("paper.rulebook"),
      <>
        {words(rulebook.title)} · {t("paper.version", { version: rulebook.version })} ·{" "}
        {rulebook.effective_until
          ? t("paper.term", { from: day(rulebook.effective_from), until: day(rulebook.effective_until) })
          : t("paper.since", { from: day(rulebook.effective_from) })}
        {rulebook.status === "reference" && <div>{t("paper.reference")}</div>}
        <div className={styles["hash"]}>SHA-256 {rulebook.sha256}</div>
      </>,
    ],
    [
      t("paper.documents"),
      rulebook.documents.map((one) => (
        <div key={one.number + one.title.zh}>
          {words(one.title)} {one.number} {one.issuers.join("、")} {one.issued_on && day(one.issued_on)}
        </div>
      )),
    ],
    [t("paper.asOf"), t("paper.asOfNote", { on: day(record.as_of) })],
    [
      t("verdict"),
      <>
        <strong className={styles["verdict"]}>{common(`verdict.${record.verdict}`)}</strong>
        {score && ` ${t("paper.points", { points: interval(score.low, score.high), max: number(score.max) })}`}
        {size && ` ${words(size.title)}`}
      </>,
    ],
    [t("purpose"), record.purpose || MISSING],
    [t("paper.issued"), `${record.issued_by.display_name} · ${instant(record.issued_at)}`],
  ];
  return (
    <table className={styles["basics"]}>
      <tbody>
        {rows.map(([label, shown]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{shown}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Settles({ record }: { record: AssessmentRecord }) {
  const { t } = useTranslation("records");
  const words = useWords();
  const { settles } = record.explanation;
  if (settles.length === 0) return null;
  const named = settles.map((one) => [measureYear(one.measure, record.as_of), words(one)].filter(Boolean).join(" "));
  return <p>{t("paper.settles", { facts: named.join(t("paper.and")) })}</p>;
}

const DOUBTS = ["secondary", "unverified", "doubtful"] as const;

/** What a reader has to know of the rulebook's sources, with how sure we are. */
function Notes({ of }: { of: AssessmentRecord["notes"] }) {
  const { t } = useTranslation("records");
  const { t: common } = useTranslation();
  const words = useWords();
  return (
    <>
      <h2>{t("paper.notes")}</h2>
      <ul className={styles["notes"]}>
        {of.map(({ text, confidence }) => {
          const doubt = DOUBTS.find((one) => one === confidence);
          return (
            <li key={text.en}>
              {doubt && <strong>[{common(`confidence.${doubt}.tag`)}] </strong>}
              {words(text)}
            </li>
          );
        })}
        {DOUBTS.map((doubt) => (
          <li key={doubt}>
            <strong>[{common(`confidence.${doubt}.tag`)}] </strong>
            {common(`confidence.${doubt}.text`)}
          </li>
        ))}
      </ul>
    </>
  );
}

function Foot({ record }: { record: AssessmentRecord }) {
  const { t } = useTranslation("records");
  return (
    <footer className={styles["foot"]}>
      <div>{t("paper.nature")}</div>
      <div>{t("paper.checking", { number: record.number })}</div>
      <div className={styles["hash"]}>SHA-256 {record.sha256}</div>
      <div className={styles["signatures"]}>
        <span>{t("paper.signature")}</span>
        <span>{t("paper.seal")}</span>
        <span>{t("paper.date")}</span>
      </div>
    </footer>
  );
}
