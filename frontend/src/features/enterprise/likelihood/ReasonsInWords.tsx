import { Col, Row, Tag, Typography } from "antd";
import { useTranslation } from "react-i18next";
import styles from "@/features/enterprise/likelihood/likelihood.module.css";
import type { Likelihood, Reason } from "@/shared/api/types";
import { useWords } from "@/shared/i18n";

const SHOWN = 6;
/** A part of less than this in log-odds moves nothing that anybody would notice. */
const LEAST = 0.05;

/** The strongest reasons that are to be said to a firm, what it can work on first. */
export function spoken(reasons: readonly Reason[], sign: 1 | -1): Reason[] {
  return reasons
    .filter(({ sentence, contribution }) => sentence !== null && sign * contribution >= LEAST)
    .sort((a, b) => Number(b.changeable) - Number(a.changeable) || Math.abs(b.contribution) - Math.abs(a.contribution))
    .slice(0, SHOWN);
}

/** What raises and what lowers, in sentences that can be used with the firm. */
export function ReasonsInWords({ likelihood }: { likelihood: Likelihood }) {
  const { t } = useTranslation("likelihood");
  const words = useWords();
  const { peers } = likelihood;
  return (
    <div>
      <Row gutter={[24, 12]}>
        <Col xs={24} md={12}>
          <Column title={t("raises")} reasons={spoken(likelihood.reasons, 1)} tag={null} />
        </Col>
        <Col xs={24} md={12}>
          <Column title={t("lowers")} reasons={spoken(likelihood.reasons, -1)} tag={t("canAct")} />
        </Col>
      </Row>
      {peers && <p className="muted">{t("peers", { peers: words(peers), firms: peers.firms })}</p>}
    </div>
  );
}

function Column({ title, reasons, tag }: { title: string; reasons: Reason[]; tag: string | null }) {
  const { t } = useTranslation("likelihood");
  const words = useWords();
  return (
    <section aria-label={title}>
      <Typography.Text strong>{title}</Typography.Text>
      {reasons.length === 0 ? (
        <p className="muted">{t("nothing")}</p>
      ) : (
        <ul className={styles["reasons"]}>
          {reasons.map((reason) => (
            <li key={reason.feature}>
              {words(reason.sentence)} {tag && reason.changeable && <Tag color="blue">{tag}</Tag>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
