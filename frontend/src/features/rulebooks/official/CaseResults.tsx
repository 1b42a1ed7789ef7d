import { CheckCircleFilled, CloseCircleFilled } from "@ant-design/icons";
import { Alert, Button, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import styles from "@/features/rulebooks/official/official.module.css";
import type { CaseResult } from "@/features/rulebooks/types";
import { VERDICT_COLOURS } from "@/shared/palette";
import { DataTable } from "@/shared/ui/DataTable";

interface CaseResultsProps {
  results: CaseResult[];
  /** Shows the case in the text; absent where the text is not at hand. */
  onPick?: (result: CaseResult) => void;
}

/** The cases that come with a rulebook, held against it: what differs comes first. */
export function CaseResults({ results, onPick }: CaseResultsProps) {
  const { t } = useTranslation("rulebooks");
  const failed = results.filter(({ passed }) => !passed);
  const columns: TableColumnsType<CaseResult> = [
    {
      key: "passed",
      width: 36,
      render: (_, { passed }) =>
        passed ? (
          <CheckCircleFilled style={{ color: VERDICT_COLOURS.met }} aria-label={t("cases.passed")} />
        ) : (
          <CloseCircleFilled style={{ color: VERDICT_COLOURS.unmet }} aria-label={t("cases.failed")} />
        ),
    },
    {
      key: "name",
      title: t("cases.name"),
      render: (_, result) => (
        <>
          {result.name}
          {result.differences.map((difference) => (
            <div key={difference} className={styles["failed"]}>
              {difference}
            </div>
          ))}
        </>
      ),
    },
    {
      key: "line",
      title: t("cases.line"),
      width: 76,
      align: "right",
      render: (_, result) =>
        onPick ? (
          <Button
            type="link"
            size="small"
            aria-label={t("cases.goto", { line: result.line })}
            onClick={() => onPick(result)}
          >
            {result.line}
          </Button>
        ) : (
          result.line
        ),
    },
  ];
  return (
    <>
      {results.length > 0 && (
        <Alert
          className="gap-below"
          showIcon
          type={failed.length > 0 ? "error" : "success"}
          title={
            failed.length > 0
              ? t("cases.someFail", { failed: failed.length, total: results.length })
              : t("cases.allPass", { total: results.length })
          }
        />
      )}
      <DataTable<CaseResult>
        rows={[...failed, ...results.filter(({ passed }) => passed)]}
        rowKey={({ line, name }) => `${line} ${name}`}
        columns={columns}
        pagination={results.length > 50 ? { pageSize: 50, size: "small", showSizeChanger: false } : false}
        empty={t("cases.none")}
      />
    </>
  );
}
