import { Typography } from "antd";
import { useTranslation } from "react-i18next";
import styles from "@/features/enterprise/FirmHeader.module.css";
import type { EnterpriseDetail } from "@/shared/api/types";
import { day } from "@/shared/format";
import { FirmStatusTag, SyntheticTag, TierTag } from "@/shared/ui/tags";

export function FirmHeader({ firm }: { firm: EnterpriseDetail }) {
  const { t } = useTranslation("enterprise");
  const facts = [
    firm.region?.name,
    firm.industry?.name,
    firm.registered_on && t("header.registered", { on: day(firm.registered_on) }),
    firm.caseworker ? t("header.caseworker", { name: firm.caseworker.display_name }) : t("header.unassigned"),
  ];
  return (
    <header className={styles["header"]}>
      <div className={styles["line"]}>
        <Typography.Title level={3} className={styles["name"]}>
          {firm.name}
        </Typography.Title>
        <TierTag tier={firm.tier} />
        <FirmStatusTag status={firm.status} />
        {firm.is_synthetic && <SyntheticTag />}
      </div>
      <div className={styles["line"]}>
        <Typography.Text copyable={{ text: firm.uscc }} className="code">
          {firm.uscc}
        </Typography.Text>
        <span className="muted">{facts.filter(Boolean).join(" · ")}</span>
      </div>
    </header>
  );
}
