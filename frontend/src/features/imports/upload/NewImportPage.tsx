import { Card } from "antd";
import { useTranslation } from "react-i18next";
import { UploadForm } from "@/features/imports/upload/UploadForm";
import { WizardSteps } from "@/features/imports/WizardSteps";
import { PageHeader } from "@/shared/ui/PageHeader";

/** The first step: which file, of what, from whom. */
export default function NewImportPage() {
  const { t } = useTranslation("imports");
  return (
    <>
      <PageHeader title={t("new.title")} note={t("new.note")} />
      <WizardSteps place={{ current: 0, status: "process" }} />
      <Card>
        <UploadForm />
      </Card>
    </>
  );
}
