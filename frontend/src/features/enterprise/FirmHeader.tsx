import { Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { AddFact } from "@/features/enterprise/addFact/AddFact";
import { EditFirm } from "@/features/enterprise/EditFirm";
import styles from "@/features/enterprise/FirmHeader.module.css";
import { Value } from "@/features/enterprise/provenance/Value";
import type { EnterpriseDetail } from "@/shared/api/types";
import { day, money } from "@/shared/format";
import { useLanguage } from "@/shared/i18n";
import { can, useMe } from "@/shared/session";
import { FirmStatusTag, SyntheticTag, TierTag } from "@/shared/ui/tags";

export function FirmHeader({ firm }: { firm: EnterpriseDetail }) {
  const { t } = useTranslation("enterprise");
  const me = useMe();
  const place = firm.operating_region ? "operating_region" : "registered_region";
  const facts: [key: string, shown: ReactNode][] = [
    ["region", firm.region && <Value of={{ table: "registration", field: place }}>{firm.region.name}</Value>],
    [
      "industry",
      firm.industry && <Value of={{ table: "registration", field: "industry" }}>{firm.industry.name}</Value>,
    ],
    [
      "registered",
      firm.registered_on && (
        <Value of={{ table: "registration", field: "registered_on" }}>
          {t("header.registered", { on: day(firm.registered_on) })}
        </Value>
      ),
    ],
    ["revenue", firm.revenue && can(me, "financials", "view") && <Revenue of={firm.revenue} />],
    [
      "caseworker",
      firm.caseworker ? t("header.caseworker", { name: firm.caseworker.display_name }) : t("header.unassigned"),
    ],
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
        {facts
          .filter(([, shown]) => Boolean(shown))
          .map(([key, shown]) => (
            <span key={key} className="muted">
              {shown}
            </span>
          ))}
        <span className={styles["actions"]}>
          {can(me, "enterprise", "update") && <EditFirm firm={firm} />}
          <AddFact firm={firm} />
        </span>
      </div>
    </header>
  );
}

function Revenue({ of }: { of: NonNullable<EnterpriseDetail["revenue"]> }) {
  const { t } = useTranslation("enterprise");
  const language = useLanguage();
  return (
    <>
      {t("header.revenue", { year: of.year })}{" "}
      <Value of={{ table: "financial_year", field: "revenue", year: of.year }}>{money(of.value, language)}</Value>
    </>
  );
}
