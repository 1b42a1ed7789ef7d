import { Card, Descriptions, type DescriptionsProps, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { RecordTable } from "@/features/enterprise/RecordTable";
import type { EnterpriseDetail } from "@/shared/api/types";
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
      <Card>
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
  const language = useLanguage();
  const words = useWords();
  const former = firm.former_names.map(({ name, used_until }) =>
    used_until ? t("profile.until", { name, on: day(used_until) }) : name,
  );
  const entries: [string, React.ReactNode, number?][] = [
    [t("profile.uscc"), <span className="code">{firm.uscc}</span>],
    [t("profile.registrationNo"), firm.registration_no],
    [t("profile.legalForm"), firm.legal_form],
    [t("profile.capital"), money(firm.registered_capital, language)],
    [t("profile.registeredOn"), day(firm.registered_on)],
    [t("profile.endedOn"), day(firm.ended_on)],
    [t("profile.registeredRegion"), firm.registered_region?.name],
    [t("profile.operatingRegion"), firm.operating_region?.name],
    [t("profile.industry"), firm.industry && `${firm.industry.code} ${firm.industry.name}`],
    [t("profile.field"), words(firm.technology_field)],
    [t("profile.chains"), firm.chains.map(words).join("、")],
    [t("profile.former"), former.join("、")],
    [t("profile.address"), firm.address, 2],
    [t("profile.scope"), firm.business_scope, 2],
    [t("behind.source"), <Provenance of={firm} />, 2],
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
  ];
  return (
    <RecordTable rows={firm.contacts} columns={columns} rowKey={(row) => `${row.name}-${row.phone}-${row.email}`} />
  );
}
