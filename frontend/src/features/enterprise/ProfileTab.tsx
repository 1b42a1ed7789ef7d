import { Card, Descriptions, type DescriptionsProps, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { Value } from "@/features/enterprise/provenance/Value";
import { RecordTable } from "@/features/enterprise/RecordTable";
import type { EnterpriseDetail } from "@/shared/api/types";
import type { StatedField } from "@/shared/firm/stated";
import { day, MISSING, money } from "@/shared/format";
import { useLanguage, useWords } from "@/shared/i18n";
import { can, useMe } from "@/shared/session";
import { Provenance } from "@/shared/ui/Provenance";

/** 基本信息: the register entry, names and contacts. */
export function ProfileTab({ firm }: { firm: EnterpriseDetail }) {
  const { t } = useTranslation("enterprise");
  const me = useMe();
  return (
    <div className="stack">
      <Card extra={<span className="muted">{t("profile.follow")}</span>} title={t("tab.profile")}>
        <Descriptions size="small" bordered column={{ xs: 1, md: 2 }} items={useRegister(firm)} />
      </Card>
      {can(me, "contact", "view") && (
        <Card title={t("profile.contacts")} extra={<span className="muted">{t("profile.masked")}</span>}>
          <Contacts firm={firm} />
        </Card>
      )}
    </div>
  );
}

function useRegister(firm: EnterpriseDetail): DescriptionsProps["items"] {
  const { t } = useTranslation("enterprise");
  const { t: common } = useTranslation();
  const language = useLanguage();
  const words = useWords();
  const former = firm.former_names.map(({ name, used_until }) =>
    used_until ? t("profile.until", { name, on: day(used_until) }) : name,
  );
  const stated = (field: StatedField, shown: React.ReactNode) =>
    shown && shown !== MISSING ? <Value of={{ table: "registration", field }}>{shown}</Value> : null;
  const entries: [string, React.ReactNode, number?][] = [
    [t("profile.fullName"), stated("name", firm.name), 2],
    [t("profile.uscc"), <span className="code">{firm.uscc}</span>],
    [t("profile.registrationNo"), stated("registration_no", firm.registration_no)],
    [t("profile.legalForm"), stated("legal_form", firm.legal_form)],
    [t("profile.capital"), stated("registered_capital", money(firm.registered_capital, language))],
    [t("profile.registeredOn"), stated("registered_on", day(firm.registered_on))],
    [t("profile.status"), stated("status", common(`firmStatus.${firm.status}`))],
    [t("profile.endedOn"), stated("ended_on", day(firm.ended_on))],
    [t("profile.registeredRegion"), stated("registered_region", firm.registered_region?.name)],
    [t("profile.operatingRegion"), stated("operating_region", firm.operating_region?.name)],
    [t("profile.industry"), stated("industry", firm.industry && `${firm.industry.code} ${firm.industry.name}`)],
    [t("profile.field"), stated("technology_field", words(firm.technology_field))],
    [t("profile.chains"), firm.chains.map(words).join("、")],
    [t("profile.former"), former.join("、")],
    [t("profile.address"), stated("address", firm.address), 2],
    [t("profile.scope"), stated("business_scope", firm.business_scope), 2],
  ];
  return entries.map(([label, children, wide]) => ({
    key: label,
    label,
    children: children === "" || children == null ? MISSING : children,
    span: wide === 2 ? "filled" : 1,
  }));
}

type Contact = EnterpriseDetail["contacts"][number];

function Contacts({ firm }: { firm: EnterpriseDetail }) {
  const { t } = useTranslation("enterprise");
  const columns: TableColumnsType<Contact> = [
    { key: "name", title: t("profile.name"), dataIndex: "name" },
    { key: "position", title: t("profile.position"), render: (_, row) => row.position || MISSING },
    { key: "phone", title: t("profile.phone"), render: (_, row) => row.phone || MISSING },
    { key: "email", title: t("profile.email"), render: (_, row) => row.email || MISSING },
    { key: "source", title: t("behind.source"), render: (_, row) => <Provenance of={row} /> },
  ];
  return <RecordTable rows={firm.contacts} columns={columns} rowKey={({ id }) => String(id)} />;
}
