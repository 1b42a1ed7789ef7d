import { EditOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Checkbox, Drawer, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Conflicts } from "@/features/enterprise/EditConflicts";
import { conflictsIn, type EditConflict } from "@/features/enterprise/editConflict";
import { changeFirm } from "@/features/enterprise/queries";
import type { EnterpriseDetail } from "@/shared/api/types";
import { Candidates, TypingWarning } from "@/shared/firm/DuplicateWarning";
import { candidatesIn } from "@/shared/firm/duplicates";
import { fieldErrors, showErrors } from "@/shared/firm/fieldErrors";
import { FirmFields } from "@/shared/firm/FirmFields";
import { SaveProblem } from "@/shared/firm/SaveProblem";
import { changedFields, type FirmForm, formOf, only, type Stated, STATED_FIELDS, statedOf } from "@/shared/firm/stated";
import { useWords } from "@/shared/i18n";

const FIELDS = ["reason", ...STATED_FIELDS];

interface EditForm extends FirmForm {
  reason: string;
  confirm_duplicates?: boolean;
}

/** Correct what is stated of a firm; it becomes a statement of its own source, beside those of the tables. */
export function EditFirm({ firm }: { firm: EnterpriseDetail }) {
  const { t } = useTranslation("enterprise");
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button icon={<EditOutlined />} onClick={() => setOpen(true)}>
        {t("edit.action")}
      </Button>
      <Drawer open={open} onClose={close} size={720} title={t("edit.title", { name: firm.name })} destroyOnHidden>
        <EditFields seen={firm} onDone={close} />
      </Drawer>
    </>
  );
}

function EditFields({ seen, onDone }: { seen: EnterpriseDetail; onDone: () => void }) {
  const { t } = useTranslation("enterprise");
  const { t: common } = useTranslation();
  const words = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<EditForm>();
  const [before] = useState(() => statedOf(formOf(seen))); // what the editor saw, whoever saves in the meantime
  const [meanwhile, setMeanwhile] = useState<EditConflict[]>([]);
  const save = useMutation({
    mutationFn: ({ reason, confirm_duplicates = false, ...edited }: EditForm) =>
      changeFirm(seen.uscc, { ...changeFrom(before, edited, meanwhile), reason: reason.trim(), confirm_duplicates }),
    onSuccess: async ({ outranked }) => {
      if (outranked.length > 0) message.warning(t("edit.outranked", { fields: outranked.map(words).join("、") }), 8);
      else message.success(t("edit.done"));
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" });
      onDone();
    },
    onError: (error) => {
      setMeanwhile((had) => [...conflictsIn(error), ...had]);
      showErrors(form, fieldErrors(error, FIELDS));
    },
  });
  const known = candidatesIn(save.error);
  const submit = (edited: EditForm) => {
    if (changedFields(before, statedOf(edited)).length > 0) save.mutate(edited);
    else message.info(t("edit.nothing"));
  };
  return (
    <Form<EditForm> name="edit_firm" form={form} layout="vertical" initialValues={formOf(seen)} onFinish={submit}>
      <p className="muted">{t("edit.note")}</p>
      <FirmFields warning={known.length > 0 ? <Candidates found={known} /> : <RenamedWarning firm={seen} />} />
      {known.length > 0 && (
        <Form.Item name="confirm_duplicates" valuePropName="checked">
          <Checkbox>{t("edit.confirm")}</Checkbox>
        </Form.Item>
      )}
      <Form.Item
        name="reason"
        label={t("edit.reason")}
        rules={[{ required: true, whitespace: true, message: common("reason.missing") }]}
      >
        <Input.TextArea
          maxLength={300}
          showCount
          autoSize={{ minRows: 2, maxRows: 4 }}
          placeholder={t("edit.reasonExample")}
        />
      </Form.Item>
      {conflictsIn(save.error).length > 0 ? (
        <Conflicts conflicts={conflictsIn(save.error)} />
      ) : (
        <SaveProblem error={save.error} fields={FIELDS} />
      )}
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {conflictsIn(save.error).length > 0 ? t("edit.saveAnyway") : common("action.save")}
      </Button>
    </Form>
  );
}

/** What is changed, and what each of these fields showed: after a clash, what the editor was told that it is now. */
function changeFrom(before: Stated, edited: Partial<FirmForm>, meanwhile: EditConflict[]) {
  const after = statedOf(edited);
  const fields = changedFields(before, after);
  const told = Object.fromEntries([...meanwhile].reverse().map(({ field, now }) => [field, now]));
  return { changes: only(fields, after), was: only(fields, { ...before, ...told }) };
}

/** Only a new name may be somebody else's; the firm's own is not asked for. */
function RenamedWarning({ firm }: { firm: EnterpriseDetail }) {
  const name = Form.useWatch<string | undefined>("name");
  return name !== undefined && name.trim() !== firm.name ? <TypingWarning except={firm.uscc} /> : null;
}
