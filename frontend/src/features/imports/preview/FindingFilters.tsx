import { useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Flex, Popconfirm, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { withoutHoles } from "@/features/imports/holes";
import { byWeight, weightOf, type Weight } from "@/features/imports/preview/grid";
import { isConfirmable } from "@/features/imports/preview/decisions";
import styles from "@/features/imports/preview/preview.module.css";
import { confirmAll } from "@/features/imports/queries";
import type { FindingCount, Import } from "@/features/imports/types";
import { useStep } from "@/features/imports/useStep";
import { number } from "@/shared/format";
import { problemText } from "@/shared/ui/Problem";

export const WEIGHT_COLOURS: Record<Weight, string> = { refuse: "red", hold: "orange", remark: "default" };
const FEW = 3;

interface FindingFiltersProps {
  table: Import;
  chosen: string;
  onChoose: (code: string) => void;
}

/** What was found in the rows, the gravest and most frequent first; each finding shows its rows. */
export function FindingFilters({ table, chosen, onChoose }: FindingFiltersProps) {
  const { t } = useTranslation("imports");
  const [all, setAll] = useState(false);
  const found = byWeight(table.findings_by_code);
  const shown = found.filter((one, place) => all || place < FEW || one.code === chosen);
  if (found.length === 0) return null;
  return (
    <div role="group" aria-label={t("findings.title")}>
      <div className={styles["findings"]}>
        {shown.map((one) => (
          <FindingButton key={one.code} of={one} pressed={one.code === chosen} onChoose={onChoose} />
        ))}
      </div>
      {found.length > FEW && (
        <Button type="link" size="small" onClick={() => setAll(!all)}>
          {all ? t("findings.fewer") : t("findings.more", { count: found.length - FEW })}
        </Button>
      )}
      <Chosen table={table} found={found.find(({ code }) => code === chosen)} />
    </div>
  );
}

function FindingButton({
  of,
  pressed,
  onChoose,
}: {
  of: FindingCount;
  pressed: boolean;
  onChoose: (code: string) => void;
}) {
  const { t } = useTranslation("imports");
  const told = useTold();
  const weight = weightOf(of);
  return (
    <button
      type="button"
      className={styles["finding"]}
      title={of.message}
      aria-pressed={pressed}
      onClick={() => onChoose(pressed ? "" : of.code)}
    >
      <Tag color={WEIGHT_COLOURS[weight]}>{t(`findings.${weight}`)}</Tag>
      <span className={styles["findingText"]}>{told(of)}</span>
      <span className={styles["findingCount"]}>{t("findings.count", { shown: number(of.count) })}</span>
    </button>
  );
}

/** A finding of many rows in few words; one that has none here in the server's sentence, without what differs by row. */
export function useTold(): (finding: Pick<FindingCount, "code" | "message">) => string {
  const { t, i18n } = useTranslation("imports");
  const words = { head: t("findings.head"), value: t("findings.value") };
  return ({ code, message }) => {
    const key = `code.${code}`;
    if (!i18n.exists(key, { ns: "imports" })) return withoutHoles(message, words);
    return t(`code.${code}` as "code.row.twice"); // or another of them, as was just asked
  };
}

/** Rows that wait only for one and the same confirmation can have it together. */
function Chosen({ table, found }: { table: Import; found: FindingCount | undefined }) {
  const { t } = useTranslation("imports");
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const { message } = App.useApp();
  const confirm = useStep(table, async (code: string) => {
    const now = await confirmAll(table.id, code);
    void client.invalidateQueries({ queryKey: ["import", table.id, "rows"] });
    return now;
  });
  const onError = (error: Error) => void message.error(problemText(common, error));
  if (!found?.holds || !isConfirmable(found) || table.state !== "previewed") return null;
  return (
    <Alert
      type="info"
      title={
        <Flex wrap gap={8} align="center" justify="space-between">
          <span>{t("confirmAll.text", { shown: number(found.count) })}</span>
          <Popconfirm title={t("confirmAll.sure")} onConfirm={() => confirm.mutate(found.code, { onError })}>
            <Button type="primary" size="small" loading={confirm.isPending}>
              {t("confirmAll.action", { shown: number(found.count) })}
            </Button>
          </Popconfirm>
        </Flex>
      }
    />
  );
}
