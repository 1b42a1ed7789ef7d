import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Form, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { saveMapping } from "@/features/imports/queries";
import type { Import } from "@/features/imports/types";
import { problemText } from "@/shared/ui/Problem";

/** Keep how the table was read under a name, for the next table of its source. */
export function SaveMapping({ table }: { table: Import }) {
  const { t } = useTranslation("imports");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("mappings.save")}</Button>
      {open && <SaveDialog table={table} onClose={() => setOpen(false)} />}
    </>
  );
}

function SaveDialog({ table, onClose }: { table: Import; onClose: () => void }) {
  const { t } = useTranslation("imports");
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<{ name: string }>();
  const save = useMutation({
    mutationFn: (name: string) => saveMapping(table.id, name),
    onSuccess: ({ name }) => {
      void client.invalidateQueries({ queryKey: ["import-mappings"] });
      void message.success(t("mappings.saved", { name }));
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t("mappings.save")}
      okText={common("action.save")}
      cancelText={common("action.cancel")}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="muted">{t("mappings.note")}</p>
      {save.error && <Alert type="error" showIcon title={problemText(common, save.error)} className="gap-below" />}
      <Form
        form={form}
        layout="vertical"
        initialValues={{ name: table.source }}
        onFinish={({ name }) => save.mutate(name.trim())}
      >
        <Form.Item
          name="name"
          label={t("mappings.name")}
          rules={[{ required: true, whitespace: true, message: t("mappings.nameMissing") }]}
        >
          <Input autoFocus maxLength={64} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
