import { Alert, Button, Flex, Input, Popover } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isDecidable, needsFirm, toConfirm } from "@/features/imports/preview/decisions";
import { FirmChoice } from "@/features/imports/preview/FirmChoice";
import type { useRowChange } from "@/features/imports/preview/useRowChange";
import type { Import, Row } from "@/features/imports/types";
import { instant } from "@/shared/format";

interface DecisionPanelProps {
  table: Import;
  row: Row;
  changing: ReturnType<typeof useRowChange>;
}

/** What a person has to say of a row before it can be written, and what was said already. */
export function DecisionPanel({ table, row, changing }: DecisionPanelProps) {
  if (!isDecidable(row)) return null;
  return (
    <>
      <Decided table={table} row={row} changing={changing} />
      {table.can.edit && !row.decision?.leave_out && <ToDecide table={table} row={row} changing={changing} />}
    </>
  );
}

function ToDecide({ table, row, changing }: DecisionPanelProps) {
  const { t } = useTranslation("imports");
  const codes = toConfirm(row).map(({ code }) => code);
  const busy = changing.pending?.row.id === row.id;
  const confirmed = row.decision?.confirmed ?? [];
  return (
    <Flex vertical gap={12}>
      {needsFirm(row) && (
        <FirmChoice
          table={table}
          row={row}
          busy={busy}
          onChoose={(enterprise) => changing.change({ row, change: { enterprise } })}
        />
      )}
      <Flex wrap gap={8}>
        {codes.length > 0 && (
          <Button
            type="primary"
            loading={busy}
            onClick={() => changing.change({ row, change: { confirm: [...new Set([...confirmed, ...codes])] } })}
          >
            {t("decision.confirm")}
          </Button>
        )}
        <LeaveOut
          onLeaveOut={(note) => changing.change({ row, change: { leave_out: true, ...(note ? { note } : {}) } })}
        />
      </Flex>
    </Flex>
  );
}

function LeaveOut({ onLeaveOut }: { onLeaveOut: (note: string) => void }) {
  const { t } = useTranslation("imports");
  const [note, setNote] = useState("");
  const form = (
    <Flex vertical gap={8}>
      <Input
        aria-label={t("decision.note")}
        placeholder={t("decision.note")}
        maxLength={200}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        onPressEnter={() => onLeaveOut(note.trim())}
      />
      <Button type="primary" danger onClick={() => onLeaveOut(note.trim())}>
        {t("decision.leaveOutSure")}
      </Button>
    </Flex>
  );
  return (
    <Popover trigger="click" placement="bottomLeft" content={form}>
      <Button>{t("decision.leaveOut")}</Button>
    </Popover>
  );
}

/** What was decided, by whom, and the way back. */
function Decided({ table, row, changing }: DecisionPanelProps) {
  const { t } = useTranslation("imports");
  const { decision } = row;
  if (!decision) return null;
  const said = [
    decision.leave_out ? t("decided.leftOut") : "",
    decision.enterprise ? t("decided.firm", { name: decision.enterprise.name }) : "",
    decision.confirmed.length > 0 ? t("decided.confirmed", { count: decision.confirmed.length }) : "",
    decision.note,
  ].filter(Boolean);
  if (said.length === 0) return null;
  const takeBack = { confirm: [], enterprise: null, leave_out: false, note: "" };
  return (
    <Alert
      type="info"
      title={said.join(" ")}
      description={`${decision.by?.display_name ?? ""} ${instant(decision.at)}`}
      action={
        table.can.edit && (
          <Button size="small" onClick={() => changing.change({ row, change: takeBack })}>
            {t("decided.takeBack")}
          </Button>
        )
      }
    />
  );
}
