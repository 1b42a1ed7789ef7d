import { ArrowRightOutlined } from "@ant-design/icons";
import { Alert, Switch, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "@tanstack/react-query";
import { type ClassTitles, differs, outcomeDiffers, turned } from "@/features/enterprise/whatIf/responses";
import styles from "@/features/enterprise/whatIf/whatIf.module.css";
import type { SizeClass, WhatIf, WhatIfOutcome, WhatIfRulebook } from "@/shared/api/types";
import { interval } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { inGroups } from "@/shared/programmes";
import { programmesQuery } from "@/shared/reference";
import { StatusMark, VerdictTag } from "@/shared/ui/tags";

/** What each rulebook says now and would say then; those that turn stand out. */
export function Responses({ answer, stale, classes }: { answer: WhatIf; stale: boolean; classes: ClassTitles }) {
  const { t } = useTranslation("whatIf");
  const [only, setOnly] = useState(false);
  const kinds = useQuery(programmesQuery).data ?? [];
  const supposes = answer.changed.length > 0;
  const shown = only && supposes ? answer.rulebooks.filter(differs) : answer.rulebooks;
  return (
    <div className={styles["responses"]} data-stale={stale} aria-live="polite">
      <div className={styles["summary"]}>
        <strong data-testid="turned">
          {supposes
            ? t("answer.turned", { count: turned(answer).length, changes: answer.changed.length })
            : t("answer.asNow")}
        </strong>
        {supposes && (
          <label>
            <Switch size="small" checked={only} onChange={setOnly} /> {t("answer.only")}
          </label>
        )}
      </div>
      {only && supposes && shown.length === 0 && <Alert type="info" title={t("answer.nothingTurned")} />}
      {inGroups(shown, kinds).map(({ group, members }) => (
        <section key={group}>
          <h4 className={styles["heading"]}>{t(`rulebooks.${group}`)}</h4>
          {members.map((one) => (
            <Response key={one.programme.code} rulebook={one} titles={classes[one.programme.code] ?? []} />
          ))}
        </section>
      ))}
    </div>
  );
}

function Response({ rulebook, titles }: { rulebook: WhatIfRulebook; titles: readonly SizeClass[] }) {
  const { t } = useTranslation("whatIf");
  const words = useWords();
  const { before, after, programme, criteria } = rulebook;
  const moved = differs(rulebook);
  return (
    <div className={styles["response"]} data-moved={moved} data-testid={`what-if-${programme.code}`}>
      <span className={styles["programme"]}>{words(programme)}</span>
      <span className={styles["turn"]}>
        <Outcome of={before} titles={titles} />
        {outcomeDiffers(rulebook) && (
          <>
            <ArrowRightOutlined aria-label={t("answer.becomes")} />
            <span className={styles["supposed"]}>
              <Outcome of={after} titles={titles} />
              <Tag color="purple" variant="filled">
                {t("answer.supposed")}
              </Tag>
            </span>
          </>
        )}
      </span>
      {criteria.length > 0 && (
        <ul className={styles["criteria"]}>
          {criteria.map((one) => (
            <li key={one.id}>
              {words(one.title)} <StatusMark status={one.before} /> <ArrowRightOutlined className="muted" />{" "}
              <StatusMark status={one.after} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Outcome({ of, titles }: { of: WhatIfOutcome; titles: readonly SizeClass[] }) {
  const words = useWords();
  const title = titles.find(({ id }) => id === of.class)?.title;
  return (
    <>
      <VerdictTag verdict={of.verdict} />
      {of.low != null && <span className="numeric">{interval(of.low, of.high)}</span>}
      {of.class && <span>{words(title) || of.class}</span>}
    </>
  );
}
