import { Alert } from "antd";
import type { Import } from "@/features/imports/types";

/** What was found about the table as a whole. */
export function TableFindings({ table }: { table: Import }) {
  if (table.findings.length === 0) return null;
  const grave = table.findings.some(({ refuses }) => refuses);
  return (
    <Alert
      type={grave ? "error" : "warning"}
      showIcon
      title={table.findings.map(({ message }) => (
        <div key={message}>{message}</div>
      ))}
    />
  );
}
