import type { TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Value } from "@/features/enterprise/provenance/Value";
import type { Assessment, FactReference, MeasureRead } from "@/shared/api/types";
import type { FactAddress } from "@/shared/factAddress";
import { day, MISSING, money } from "@/shared/format";
import { useLanguage, useWords } from "@/shared/i18n";
import { measureYear, useMeasureText } from "@/shared/measures";
import { DataTable } from "@/shared/ui/DataTable";
import { Provenance } from "@/shared/ui/Provenance";

/** What an assessment was read from: the facts behind each measure, as of which day. */
export type Basis = Pick<Assessment, "facts" | "as_of">;

export interface Line {
  key: string;
  measure: MeasureRead;
  fact: FactReference | null;
}

/** The measures that a criterion reads, each with the facts it was taken from and where those came from. */
export function FactsBehind({ measures, basis }: { measures: MeasureRead[]; basis: Basis }) {
  const { t } = useTranslation("enterprise");
  const words = useWords();
  const columns: TableColumnsType<Line> = [
    {
      key: "measure",
      title: t("behind.measure"),
      width: 240,
      render: (_, { measure }) => [measureYear(measure.name, basis.as_of), words(measure)].filter(Boolean).join(" "),
    },
    {
      key: "value",
      title: t("behind.value"),
      width: 150,
      align: "right",
      render: (_, { measure }) => <Read measure={measure} />,
    },
    {
      key: "fact",
      title: t("behind.fact"),
      width: 220,
      render: (_, { measure, fact }) => fact && <Fact fact={fact} unit={measure.unit} />,
    },
    {
      key: "source",
      title: t("behind.source"),
      render: (_, { fact }) => (fact ? <Provenance of={fact} /> : <span className="muted">{t("behind.nothing")}</span>),
    },
  ];
  return (
    <DataTable<Line>
      rows={measures.flatMap((measure) => linesOf(measure, basis.facts))}
      rowKey={({ key }) => key}
      columns={columns}
      scroll={{ x: 800 }}
    />
  );
}

/** One line a fact; a measure of which nothing is on record keeps a line of its own. */
export function linesOf(measure: MeasureRead, facts: Assessment["facts"]): Line[] {
  const behind = facts[measure.name] ?? [];
  if (behind.length === 0) return [{ key: measure.name, measure, fact: null }];
  return behind.map((fact) => ({ key: `${measure.name}-${fact.kind}-${fact.id}-${fact.field}`, measure, fact }));
}

export function Read({ measure }: { measure: MeasureRead }) {
  const { t } = useTranslation();
  const text = useMeasureText();
  return measure.value == null ? (
    <span className="muted">{t("status.unknown")}</span>
  ) : (
    text(measure.value, measure.unit)
  );
}

const KINDS = [
  "enterprise",
  "registration",
  "financial_year",
  "ip_right",
  "conversion",
  "incident",
  "list_entry",
  "recognition",
  "rnd_institution",
  "financing_round",
  "judgement",
  "coverage",
] as const;
type Kind = (typeof KINDS)[number];

/** A fact as a reader would name it: what kind, of which period, with which value, which opens where it comes from. */
export function Fact({ fact, unit }: { fact: FactReference; unit: string }) {
  const { t } = useTranslation("enterprise");
  const kind = KINDS.find((one): one is Kind => one === fact.kind);
  return (
    <>
      {kind ? t(`fact.${kind}`) : fact.kind}{" "}
      <span className="muted">{fact.kind === "financial_year" ? fact.period : day(fact.period)}</span>
      <div>
        {fact.kind === "coverage" ? (
          t("behind.complete")
        ) : (
          <Value of={addressOf(fact)}>
            <FactValue fact={fact} unit={unit} />
          </Value>
        )}
      </div>
    </>
  );
}

function FactValue({ fact, unit }: { fact: FactReference; unit: string }) {
  const language = useLanguage();
  const isAmount = unit === "yuan" && /^-?\d+(\.\d+)?$/.test(fact.value ?? "");
  return isAmount ? money(fact.value, language) : (fact.value ?? MISSING);
}

/** A figure goes by its year, so that what other sources say of it is found. */
export function addressOf({ kind, id, field, period }: FactReference): FactAddress {
  if (kind === "registration") return { table: kind, field };
  const year = Number(period);
  return { table: kind, field, id, ...(kind === "financial_year" && Number.isInteger(year) ? { year } : {}) };
}
