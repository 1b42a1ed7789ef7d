import { useTranslation } from "react-i18next";
import { Fact, type Line as FactLine, linesOf, Read } from "@/features/enterprise/FactsBehind";
import styles from "@/features/enterprise/record/record.module.css";
import type { AssessmentRecord } from "@/shared/api/types";
import { useWords } from "@/shared/i18n";
import { measureYear } from "@/shared/measures";
import { Provenance } from "@/shared/ui/Provenance";

/** Every figure that was read, with the facts behind it and the files they came from; also what was not known. */
export function FactsPaper({ record }: { record: AssessmentRecord }) {
  const { t } = useTranslation("enterprise");
  return (
    <table className={styles["lines"]}>
      <thead>
        <tr>
          <th>{t("behind.measure")}</th>
          <th className={styles["figure"]}>{t("behind.value")}</th>
          <th>{t("behind.fact")}</th>
          <th className={styles["source"]}>{t("behind.source")}</th>
        </tr>
      </thead>
      <tbody>
        {record.measures.flatMap((measure) =>
          linesOf(measure, record.facts).map((line, at, all) => (
            <Line key={line.key} line={line} asOf={record.as_of} rows={at === 0 ? all.length : 0} />
          )),
        )}
      </tbody>
    </table>
  );
}

interface LineProps {
  line: FactLine;
  asOf: string;
  /** How many facts stand behind the measure, in the line that names it; 0 in the lines below. */
  rows: number;
}

function Line({ line: { measure, fact }, asOf, rows }: LineProps) {
  const { t } = useTranslation("enterprise");
  const words = useWords();
  return (
    <tr>
      {rows > 0 && (
        <>
          <td rowSpan={rows}>{[measureYear(measure.name, asOf), words(measure)].filter(Boolean).join(" ")}</td>
          <td rowSpan={rows} className={styles["figure"]}>
            <Read measure={measure} />
          </td>
        </>
      )}
      <td>{fact && <Fact fact={fact} unit={measure.unit} />}</td>
      <td>
        {fact ? (
          <>
            <Provenance of={fact} /> {fact.import?.cell && <span className="code">{fact.import.cell}</span>}
          </>
        ) : (
          t("behind.nothing")
        )}
      </td>
    </tr>
  );
}
