import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Popconfirm, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import styles from "@/features/enterprise/provenance/ProvenanceDrawer.module.css";
import { chooseSource, takeChoiceBack } from "@/features/enterprise/provenance/queries";
import { choiceFor } from "@/features/enterprise/provenance/statements";
import { useValueText } from "@/features/enterprise/provenance/valueText";
import type { FieldSources, SourceChoice, Sources, Statement } from "@/shared/api/types";
import type { FactAddress } from "@/shared/factAddress";
import { day } from "@/shared/format";
import { can, useMe } from "@/shared/session";
import { problemText } from "@/shared/ui/Problem";
import { ReasonModal } from "@/shared/ui/ReasonModal";

interface SourcesComparedProps {
  uscc: string;
  address: FactAddress;
  group: FieldSources;
  sources: Sources | undefined;
  /** The row whose value the drawer shows. */
  shown: number | null;
}

/** Everything that sources say of one value: which counts and why, and the way to let another one count. */
export function SourcesCompared({ uscc, address, group, sources, shown }: SourcesComparedProps) {
  const { t } = useTranslation("provenance");
  const mayChoose = can(useMe(), address.table === "registration" ? "enterprise" : "financials", "update");
  const [asked, setAsked] = useState<Statement | null>(null);
  const standing = choiceFor(sources, address);
  return (
    <section aria-label={t("compared")}>
      <h4 className={styles["section"]}>{t("compared")}</h4>
      {standing && <Standing uscc={uscc} choice={standing} mayTakeBack={mayChoose} />}
      <StatementLine of={group.chosen} address={address} counting shown={shown}>
        <Why group={group} />
      </StatementLine>
      {group.others.length === 0 && <p className="muted">{t("onlyOne")}</p>}
      {group.others.map((one, at) => (
        <StatementLine key={one.id ?? at} of={one} address={address} shown={shown}>
          {mayChoose && (
            <Button size="small" onClick={() => setAsked(one)}>
              {t("choose.action")}
            </Button>
          )}
        </StatementLine>
      ))}
      {asked && <ChoiceModal uscc={uscc} address={address} statement={asked} onDone={() => setAsked(null)} />}
    </section>
  );
}

function Why({ group }: { group: FieldSources }) {
  const { t } = useTranslation("provenance");
  const maySeeRanks = can(useMe(), "source_rank", "list");
  const ranked = group.chosen.reason_code === "ranks_first" && maySeeRanks;
  return (
    <div className="muted">
      {group.chosen.reason} {ranked && <Link to="/sources">{t("ranks")}</Link>}
    </div>
  );
}

function StatementLine({
  of,
  address,
  counting = false,
  shown,
  children,
}: {
  of: Statement;
  address: FactAddress;
  counting?: boolean;
  shown: number | null;
  children?: React.ReactNode;
}) {
  const { t } = useTranslation("provenance");
  const { t: words } = useTranslation("enterprise");
  const text = useValueText();
  const basis = BASES.find((one) => one === of.basis);
  return (
    <div
      className={`${styles["statement"] ?? ""} ${counting ? (styles["counting"] ?? "") : ""}`}
      data-testid="statement"
    >
      <div>
        <div className={styles["figure"]}>
          {text({ ...address, value: of.value, shown: of.shown }).main}{" "}
          {counting && <Tag color="green">{t("counting")}</Tag>}
          {of.id === shown && !counting && <Tag>{t("shownAbove")}</Tag>}
        </div>
        <div className="muted">
          {[of.source || t("unnamed"), basis && words(`basis.${basis}`), t("known", { on: day(of.known_on) })]
            .filter(Boolean)
            .join(" · ")}
        </div>
        {counting && children}
      </div>
      {!counting && children}
    </div>
  );
}

const BASES = ["audit", "tax", "statistics", "declared"] as const;

/** After a choice the numbers everywhere may be others: all that was read is read again. */
function useForgetting() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" });
}

function ChoiceModal({
  uscc,
  address,
  statement,
  onDone,
}: {
  uscc: string;
  address: FactAddress;
  statement: Statement;
  onDone: () => void;
}) {
  const { t } = useTranslation("provenance");
  const forget = useForgetting();
  const { message } = App.useApp();
  const choose = useMutation({
    mutationFn: (reason: string) =>
      chooseSource(uscc, {
        table: address.table === "registration" ? "registration" : "financial_year",
        field: address.field,
        ...(address.year === undefined ? {} : { year: address.year }),
        source: statement.source,
        basis: statement.basis ?? "",
        reason,
      }),
    onSuccess: async () => {
      void message.success(t("choose.done"));
      await forget();
      onDone();
    },
  });
  return (
    <ReasonModal
      title={t("choose.title", { source: statement.source || t("unnamed") })}
      note={t("choose.note")}
      label={t("choose.reason")}
      okText={t("choose.ok")}
      busy={choose.isPending}
      error={choose.error}
      onOk={(reason) => choose.mutate(reason)}
      onCancel={onDone}
    />
  );
}

function Standing({ uscc, choice, mayTakeBack }: { uscc: string; choice: SourceChoice; mayTakeBack: boolean }) {
  const { t } = useTranslation("provenance");
  const { t: common } = useTranslation();
  const forget = useForgetting();
  const { message } = App.useApp();
  const takeBack = useMutation({
    mutationFn: () => takeChoiceBack(uscc, choice.id),
    onSuccess: async () => {
      void message.success(t("choose.takenBack"));
      await forget();
    },
    onError: (error) => void message.error(problemText(common, error)),
  });
  const action = mayTakeBack && (
    <Popconfirm title={t("choose.takeBackSure")} onConfirm={() => takeBack.mutate()}>
      <Button size="small" loading={takeBack.isPending}>
        {t("choose.takeBack")}
      </Button>
    </Popconfirm>
  );
  const who = choice.chosen_by?.display_name ?? t("system");
  return (
    <div className={`${styles["statement"] ?? ""} ${styles["choice"] ?? ""}`}>
      <div>
        {t("choose.standing", { source: choice.source || t("unnamed"), who, on: day(choice.chosen_on) })}
        <div className="muted">{t("choose.because", { reason: choice.reason })}</div>
      </div>
      {action}
    </div>
  );
}
