import { Alert, Card, Tag, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import styles from "@/features/rulebooks/compare/compare.module.css";
import { type Piece, wordDiff } from "@/features/rulebooks/compare/wordDiff";
import { type Change, CHANGED, type Comparison, type Side } from "@/features/rulebooks/types";
import { useWords } from "@/shared/i18n";
import { DataTable } from "@/shared/ui/DataTable";

const COLOURS: Readonly<Record<Change["kind"], string>> = { added: "green", removed: "red", changed: "blue" };
const FIELDS = [
  "status",
  "title",
  "effective_from",
  "effective_until",
  "issuers",
  "issued_on",
  "by",
  "text",
  "condition",
  "article",
  "document",
  "confidence",
  "note",
  "max",
  "scale",
  "requires",
  "judged",
  "bonus",
  "classes",
  "codes",
  "bounds",
  "group",
] as const;
type Field = (typeof FIELDS)[number];

function isField(name: string): name is Field {
  return FIELDS.some((one) => one === name);
}

/** What two versions say differently, side by side, by the parts of the official table. */
export function Differences({ of }: { of: Comparison }) {
  const { t } = useTranslation("rulebooks");
  if (of.changes.length === 0) return <Alert type="info" showIcon title={t("compare.same")} />;
  return (
    <div className="stack">
      {CHANGED.map((what) => {
        const changes = of.changes.filter((change) => change.what === what);
        return (
          changes.length > 0 && (
            <Card
              key={what}
              size="small"
              title={`${t(`compare.what.${what}`)} (${changes.length})`}
              data-testid={`changes-${what}`}
            >
              <Changes changes={changes} left={of.left} right={of.right} />
            </Card>
          )
        );
      })}
    </div>
  );
}

interface Line {
  key: string;
  change: Change;
  name: string;
  before: string;
  after: string;
  span: number;
}

/** What of an entry that came or went as a whole says what it asks; the rest stands in the rulebook itself. */
const TELLING = new Set(["condition", "text", "max", "scale", "article", "codes", "by", "classes"]);

function useLines(changes: Change[]): Line[] {
  const words = useWords();
  const changed = changes.filter(({ kind }) => kind === "changed");
  const whole = changes.filter(({ kind }) => kind !== "changed");
  const side = (change: Change, at: "before" | "after") =>
    change.fields
      .filter(({ name }) => TELLING.has(name) || name.startsWith("bounds."))
      .map((field) => words(field[at]))
      .filter((said) => said !== "" && said !== words(change.title))
      .join("\n");
  return [
    ...changed.flatMap((change) =>
      change.fields.map(({ name, before, after }, at) => ({
        key: `${change.id} ${name}`,
        change,
        name,
        before: words(before),
        after: words(after),
        span: at === 0 ? change.fields.length : 0,
      })),
    ),
    ...whole.map((change) => ({
      key: `${change.kind} ${change.id}`,
      change,
      name: "",
      before: side(change, "before"),
      after: side(change, "after"),
      span: 1,
    })),
  ];
}

function Changes({ changes, left, right }: { changes: Change[]; left: Side; right: Side }) {
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  const columns: TableColumnsType<Line> = [
    {
      key: "title",
      title: t("compare.item"),
      width: 220,
      onCell: ({ span }) => ({ rowSpan: span }),
      render: (_, { change }) => (
        <>
          <Tag color={COLOURS[change.kind]}>{t(`compare.kind.${change.kind}`)}</Tag> {words(change.title)}
        </>
      ),
    },
    {
      key: "name",
      title: t("compare.field"),
      width: 110,
      render: (_, line) => {
        const [name = ""] = line.name.split("."); // `bounds.medium`: the class is told by the value
        return isField(name) ? t(`compare.fields.${name}`) : line.name;
      },
    },
    { key: "before", width: "36%", title: <SideName of={left} />, render: (_, line) => <Half of={line} side={0} /> },
    { key: "after", width: "36%", title: <SideName of={right} />, render: (_, line) => <Half of={line} side={1} /> },
  ];
  const lines = useLines(changes);
  return <DataTable<Line> bordered rows={lines} rowKey={({ key }) => key} columns={columns} scroll={{ x: 900 }} />;
}

export function SideName({ of }: { of: Side }) {
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  return (
    <>
      {words(of.title)} {of.version}{" "}
      {of.draft !== null && <Tag color="gold">{t("compare.draft", { id: of.draft })}</Tag>}
    </>
  );
}

function Half({ of, side }: { of: Line; side: 0 | 1 }) {
  const text = side === 0 ? of.before : of.after;
  if (text === "") return <span className="muted">—</span>;
  const pieces = of.change.kind === "changed" ? wordDiff(of.before, of.after)[side] : [{ text, differs: false }];
  return (
    <span className={styles["half"]}>
      {pieces.map((piece, at) => (
        <PieceText key={at} of={piece} side={side} />
      ))}
    </span>
  );
}

function PieceText({ of, side }: { of: Piece; side: 0 | 1 }) {
  if (!of.differs) return of.text;
  return side === 0 ? <del className={styles["gone"]}>{of.text}</del> : <ins className={styles["come"]}>{of.text}</ins>;
}
