import { useQuery } from "@tanstack/react-query";
import { Alert, Form, Tag } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Candidate } from "@/shared/api/types";
import styles from "@/shared/firm/firm.module.css";
import { candidatesOf, type Sought, worthAsking } from "@/shared/firm/duplicates";
import { percent } from "@/shared/format";
import { useWords } from "@/shared/i18n";

const PAUSE_MS = 400;
/** The likest come first; whoever is none of these will hardly be one of the rest. */
const MOST = 4;

/** Warns while one types: firms on record that this may be. `except` is the firm being edited. */
export function TypingWarning({ except }: { except?: string }) {
  const typed = {
    uscc: Form.useWatch<string | undefined>("uscc"),
    name: Form.useWatch<string | undefined>("name"),
    registration_no: Form.useWatch<string | undefined>("registration_no"),
  };
  const sought = useSettled(JSON.stringify(typed));
  const asked = worthAsking(JSON.parse(sought) as Partial<Sought>);
  const found = useQuery(candidatesOf(asked && except !== undefined ? { ...asked, besides: except } : asked));
  return <Candidates found={found.data ?? []} />;
}

/** `value` once it has not changed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** Firms on record that the one being entered may be; of those beyond the user's regions only that there is one. */
export function Candidates({ found }: { found: Candidate[] }) {
  const { t } = useTranslation();
  if (found.length === 0) return null;
  const list = (
    <ul className={styles["candidates"]}>
      {found.slice(0, MOST).map((one, at) => (
        <li key={one.uscc ?? at}>
          <One candidate={one} />
        </li>
      ))}
      {found.length > MOST && <li className="muted">{t("firm.moreAlike", { count: found.length - MOST })}</li>}
    </ul>
  );
  return <Alert type="warning" showIcon className="gap-below" title={t("firm.mayBeKnown")} description={list} />;
}

function One({ candidate }: { candidate: Candidate }) {
  const { t } = useTranslation();
  const words = useWords();
  const reasons = candidate.reasons.map((reason) => <Tag key={reason.code}>{words(reason)}</Tag>);
  if (!candidate.visible || candidate.uscc === null) {
    return (
      <>
        {t("firm.elsewhere")} {reasons}
      </>
    );
  }
  return (
    <>
      <Link to={`/enterprises/${candidate.uscc}`} target="_blank">
        {candidate.name}
      </Link>{" "}
      <span className="code muted">{candidate.uscc}</span> <span className="muted">{candidate.region?.name}</span>{" "}
      {reasons}
      {candidate.similarity > 0 && (
        <span className="muted">{t("firm.alike", { share: percent(candidate.similarity, 0) })}</span>
      )}
    </>
  );
}
