import { SafetyCertificateOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useTranslation } from "react-i18next";
import { verifyRecord } from "@/features/enterprise/history/queries";
import type { AssessmentRecord, Verification } from "@/shared/api/types";
import { useWords } from "@/shared/i18n";
import { measureYear, useMeasureText } from "@/shared/measures";
import { can, useMe } from "@/shared/session";
import { problemText } from "@/shared/ui/Problem";

/** Assess again from what the record kept, and say whether the same comes out, byte for byte. */
export function Verify({ record }: { record: AssessmentRecord }) {
  const { t } = useTranslation("records");
  const { t: common } = useTranslation();
  const allowed = can(useMe(), "assessment", "run");
  const verify = useMutation({ mutationFn: () => verifyRecord(record.number) });
  return (
    <div className="stack" data-testid="verify">
      <div className="tags middle">
        <Button
          icon={<SafetyCertificateOutlined />}
          disabled={!allowed}
          loading={verify.isPending}
          onClick={() => verify.mutate()}
        >
          {t("verify.action")}
        </Button>
        <span className="muted">{allowed ? t("verify.note") : t("verify.denied")}</span>
      </div>
      {verify.error && <Alert type="error" showIcon title={problemText(common, verify.error)} />}
      {verify.data && <Outcome of={verify.data} asOf={record.as_of} />}
    </div>
  );
}

function Outcome({ of, asOf }: { of: Verification; asOf: string }) {
  const { t } = useTranslation("records");
  const { t: common } = useTranslation();
  return (
    <>
      {of.same_bytes ? (
        <Alert type="success" showIcon title={t("verify.same")} description={<Hash value={of.found_sha256} />} />
      ) : (
        <Alert
          type="error"
          showIcon
          title={t("verify.differs", { verdict: common(`verdict.${of.found_verdict}`) })}
          description={
            <>
              <Hash value={of.found_sha256} />
              {of.differs_in.length > 0 && <div>{t("verify.differsIn", { paths: of.differs_in.join("、") })}</div>}
            </>
          }
        />
      )}
      <ReadOtherwise changes={of.facts_now_read_otherwise} asOf={asOf} />
    </>
  );
}

function Hash({ value }: { value: string }) {
  return <span className="code">SHA-256 {value}</span>;
}

/** Facts that came or were corrected since: the record stands, but a new one would read them otherwise. */
function ReadOtherwise({ changes, asOf }: { changes: Verification["facts_now_read_otherwise"]; asOf: string }) {
  const { t } = useTranslation("records");
  const words = useWords();
  const text = useMeasureText();
  if (changes.length === 0) return <Alert type="info" showIcon title={t("verify.factsSame")} />;
  const list = (
    <ul>
      {changes.map((one) => (
        <li key={one.name}>
          {[measureYear(one.name, asOf), words(one)].filter(Boolean).join(" ")}: {text(one.before, one.unit)} →{" "}
          {text(one.after, one.unit)}
        </li>
      ))}
    </ul>
  );
  return (
    <Alert type="warning" showIcon title={t("verify.factsOtherwise", { count: changes.length })} description={list} />
  );
}
