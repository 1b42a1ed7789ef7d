import { DownloadOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { App, Button, Dropdown, Modal, Select, Space } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SHEET_KINDS, type SheetKind, takeSheet } from "@/features/completeness/queries";
import { useRegionOptions } from "@/shared/reference";
import { problemText } from "@/shared/ui/Problem";

function useSheet() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: ({ kind, of }: { kind: SheetKind; of: { region?: string; uscc?: string } }) => takeSheet(kind, of),
    onError: (error) => void message.error(problemText(t, error)),
  });
}

/** The table to send to a county: choose which one and what it asks for. */
export function SheetMenu({ region }: { region: string }) {
  const { t } = useTranslation("completeness");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<DownloadOutlined />} onClick={() => setOpen(true)}>
        {t("sheet.action")}
      </Button>
      {open && <SheetModal region={region} onClose={() => setOpen(false)} />}
    </>
  );
}

function SheetModal({ region, onClose }: { region: string; onClose: () => void }) {
  const { t } = useTranslation("completeness");
  const { t: common } = useTranslation();
  const regions = useRegionOptions();
  const [asked, setAsked] = useState({
    kind: SHEET_KINDS[0] as SheetKind,
    region: region || (regions[0]?.value ?? ""),
  });
  const take = useSheet();
  const give = () =>
    take.mutate({ kind: asked.kind, of: asked.region ? { region: asked.region } : {} }, { onSuccess: onClose });
  return (
    <Modal
      open
      title={t("sheet.title")}
      okText={t("sheet.ok")}
      cancelText={common("action.cancel")}
      confirmLoading={take.isPending}
      onOk={give}
      onCancel={onClose}
    >
      <p>{t("sheet.note")}</p>
      <Space orientation="vertical" className="full-width">
        <Select
          className="full-width"
          aria-label={t("sheet.kind")}
          value={asked.kind}
          options={SHEET_KINDS.map((value) => ({ value, label: t(`sheet.kinds.${value}`) }))}
          onChange={(kind) => setAsked({ ...asked, kind })}
        />
        {regions.length > 0 && (
          <Select
            className="full-width"
            aria-label={common("filter.region")}
            value={asked.region}
            options={regions}
            showSearch={{ optionFilterProp: "label" }}
            onChange={(chosen: string) => setAsked({ ...asked, region: chosen })}
          />
        )}
      </Space>
    </Modal>
  );
}

/** The same for one firm, to send to it. */
export function FirmSheet({ uscc }: { uscc: string }) {
  const { t } = useTranslation("completeness");
  const take = useSheet();
  const items = SHEET_KINDS.map((kind) => ({
    key: kind,
    label: t(`sheet.kinds.${kind}`),
    onClick: () => take.mutate({ kind, of: { uscc } }),
  }));
  return (
    <Dropdown menu={{ items }} trigger={["click"]}>
      <Button size="small" icon={<DownloadOutlined />} loading={take.isPending}>
        {t("sheet.firm")}
      </Button>
    </Dropdown>
  );
}
