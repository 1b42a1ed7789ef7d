import { PlusOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Checkbox, Drawer, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { createFirm } from "@/features/enterprises/queries";
import { Candidates, TypingWarning } from "@/shared/firm/DuplicateWarning";
import { candidatesIn } from "@/shared/firm/duplicates";
import { fieldErrors, showErrors } from "@/shared/firm/fieldErrors";
import { FirmFields } from "@/shared/firm/FirmFields";
import { SaveProblem } from "@/shared/firm/SaveProblem";
import { type FirmForm, only, STATED_FIELDS, statedOf } from "@/shared/firm/stated";

const FIELDS = ["uscc", ...STATED_FIELDS];

interface NewFirmForm extends FirmForm {
  uscc: string;
  confirm_duplicates?: boolean;
}

/** The way to enter a firm that no table brought in. */
export function NewFirm() {
  const { t } = useTranslation("enterprises");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {t("new.action")}
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} size={720} title={t("new.title")} destroyOnHidden>
        <NewFirmFields />
      </Drawer>
    </>
  );
}

function NewFirmFields() {
  const { t } = useTranslation("enterprises");
  const { message } = App.useApp();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [form] = Form.useForm<NewFirmForm>();
  const create = useMutation({
    mutationFn: ({ uscc, confirm_duplicates = false, ...firm }: NewFirmForm) => {
      const stated = statedOf(firm);
      const given = STATED_FIELDS.filter((field) => stated[field] !== null);
      const whose = { uscc: uscc.trim().toUpperCase(), name: stated.name ?? "" };
      return createFirm({ ...only(given, stated), ...whose, reason: "", confirm_duplicates });
    },
    onSuccess: (made) => {
      void message.success(t("new.done", { name: made.name }));
      void client.invalidateQueries({ queryKey: ["enterprises"] });
      void navigate(`/enterprises/${made.uscc}?tab=profile`);
    },
    onError: (error) => showErrors(form, fieldErrors(error, FIELDS)),
  });
  const known = candidatesIn(create.error);
  return (
    <Form<NewFirmForm>
      name="new_firm"
      form={form}
      layout="vertical"
      initialValues={{ status: "operating" }}
      onFinish={(given) => create.mutate(given)}
    >
      <Form.Item
        name="uscc"
        label={t("new.uscc")}
        rules={[{ required: true, whitespace: true, message: t("new.usccMissing") }]}
      >
        <Input className="code" maxLength={18} showCount autoFocus autoComplete="off" />
      </Form.Item>
      <FirmFields isNew warning={known.length > 0 ? <Candidates found={known} /> : <TypingWarning />} />
      {known.length > 0 && <Alert type="warning" showIcon className="gap-below" title={t("new.seeAbove")} />}
      <SaveProblem error={create.error} fields={FIELDS} />
      {known.length > 0 && (
        <Form.Item name="confirm_duplicates" valuePropName="checked">
          <Checkbox>{t("new.confirm")}</Checkbox>
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" loading={create.isPending}>
        {t("new.save")}
      </Button>
    </Form>
  );
}
