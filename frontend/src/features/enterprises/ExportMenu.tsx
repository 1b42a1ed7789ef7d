import { DownloadOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { App, Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { exportEnterprises } from "@/features/enterprises/queries";
import { problemText } from "@/shared/ui/Problem";

/** The filtered list as a file. */
export function ExportMenu({ query }: { query: Record<string, string> }) {
  const { t } = useTranslation("enterprises");
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const give = useMutation({
    mutationFn: (format: "csv" | "xlsx") => exportEnterprises(query, format),
    onError: (error) => void message.error(problemText(common, error)),
  });
  const items = [
    { key: "xlsx", label: "Excel (.xlsx)", onClick: () => give.mutate("xlsx") },
    { key: "csv", label: "CSV (.csv)", onClick: () => give.mutate("csv") },
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]}>
      <Button icon={<DownloadOutlined />} loading={give.isPending}>
        {t("export")}
      </Button>
    </Dropdown>
  );
}
