import { RecordList } from "@/features/enterprise/history/RecordList";
import { VerdictHistory } from "@/features/enterprise/history/VerdictHistory";

/** 评估历史: how verdicts changed and why, and the records that were issued. */
export function HistoryTab({ uscc }: { uscc: string }) {
  return (
    <div className="stack">
      <RecordList uscc={uscc} />
      <VerdictHistory uscc={uscc} />
    </div>
  );
}
