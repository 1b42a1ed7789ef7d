import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { checkOf, type DraftText } from "@/features/rulebooks/queries";
import type { Checked, Draft } from "@/features/rulebooks/types";

const PAUSE_MS = 600;

/** A value that stands still: the last one that nobody changed for a moment. */
function useSettled<Value>(value: Value, pause: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause);
    return () => clearTimeout(timer);
  }, [value, pause]);
  return settled;
}

/** What the text as it is typed says: its findings, its table, its cases; the stored text's come with the draft. */
export function useChecked(draft: Draft, text: DraftText, dirty: boolean) {
  const settled = useSettled(text, PAUSE_MS);
  const asked = useQuery({ ...checkOf(settled), enabled: dirty && draft.can.edit });
  const checked: Checked = dirty && asked.data ? asked.data : draft;
  const waiting = dirty && (settled !== text || asked.isFetching);
  return { checked, waiting, error: dirty ? asked.error : null };
}
