import { Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MissingFact } from "@/shared/api/types";
import { day } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { Button } from "antd";
import styles from "@/shared/ui/MissingFacts.module.css";

/** What is missing or old, each with what it blocks: 2025年研发费用缺失 → 高企 未定. Beyond `most` they unfold. */
export function MissingFacts({ missing, most }: { missing: readonly MissingFact[]; most: number }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all ? missing : missing.slice(0, most);
  return (
    <>
      <ul className={styles["list"]}>
        {shown.map((one) => (
          <Line key={`${one.fact}-${one.year ?? ""}-${one.state}`} of={one} />
        ))}
      </ul>
      {missing.length > most && (
        <Button type="link" size="small" className={styles["more"]} onClick={() => setAll(!all)}>
          {all ? t("missing.fewer") : t("missing.more", { count: missing.length - most })}
        </Button>
      )}
    </>
  );
}

function Line({ of }: { of: MissingFact }) {
  const { t } = useTranslation();
  const words = useWords();
  const name = words(of);
  const state = of.state === "missing" ? t("missing.absent") : t("missing.stale", { since: day(of.since) });
  return (
    <li className={styles["line"]} data-state={of.state}>
      <span>
        {name} <span className={styles["state"]}>{state}</span>
      </span>
      {of.blocks.length > 0 && (
        <span className={styles["blocks"]}>
          <span className="muted">→</span>
          {of.blocks.map((programme) => (
            <Tag key={programme.programme} variant="outlined" color="gold">
              {words(programme)} {t(`verdict.${programme.verdict}`)}
            </Tag>
          ))}
        </span>
      )}
    </li>
  );
}
