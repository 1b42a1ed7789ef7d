import { CheckCircleFilled, CloseCircleFilled } from "@ant-design/icons";
import { Alert, Tag } from "antd";
import { useTranslation } from "react-i18next";
import styles from "@/features/models/models.module.css";
import type { ModelFinding } from "@/features/models/types";
import { useRuleName } from "@/features/models/useRuleName";
import { useWords } from "@/shared/i18n";

/** The conditions of being put in use, each with its figures and whether it held; first whether any blocks it. */
export function FindingsList({ findings }: { findings: readonly ModelFinding[] }) {
  const { t } = useTranslation("models");
  const words = useWords();
  const ruleName = useRuleName();
  const blocking = findings.filter(({ held, signable }) => !held && !signable).length;
  return (
    <ul className={styles["findings"]}>
      {blocking > 0 && (
        <li>
          <Alert type="warning" showIcon title={t("findings.blocked", { blocking })} />
        </li>
      )}
      {findings.map((finding) => (
        <li key={finding.rule}>
          {finding.held ? (
            <CheckCircleFilled className={styles["held"]} aria-label={t("findings.held")} />
          ) : (
            <CloseCircleFilled className={styles["open"]} aria-label={t("findings.open")} />
          )}{" "}
          <strong>{ruleName(finding.rule)}</strong>
          {!finding.held && (
            <>
              {" "}
              <Tag color={finding.signable ? "gold" : "red"}>
                {t(finding.signable ? "findings.signable" : "findings.blocking")}
              </Tag>
            </>
          )}
          <div className="muted">{words(finding)}</div>
        </li>
      ))}
    </ul>
  );
}
