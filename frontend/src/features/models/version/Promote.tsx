import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Checkbox, Form, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { promote } from "@/features/models/queries";
import type { ModelCard } from "@/features/models/types";
import { useRuleName } from "@/features/models/useRuleName";
import { useWords } from "@/shared/i18n";
import { problemText } from "@/shared/ui/Problem";
import { ReasonedButton } from "@/shared/ui/ReasonedButton";

const LONGEST = 400;

/** Putting a version in use: whoever does it answers for the conditions that did not hold and may be signed for. */
export function Promote({ card }: { card: ModelCard }) {
  const { t } = useTranslation("models");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t("promote.do")}
      </Button>
      {open && <PromoteDialog card={card} onClose={() => setOpen(false)} />}
    </>
  );
}

interface Given {
  note: string;
  signed_for?: string[];
}

function PromoteDialog({ card, onClose }: { card: ModelCard; onClose: () => void }) {
  const { t } = useTranslation("models");
  const { t: common } = useTranslation();
  const words = useWords();
  const ruleName = useRuleName();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Given>();
  const open = card.findings.filter(({ held }) => !held);
  const signed = Form.useWatch("signed_for", form) ?? [];
  const taken = useMutation({
    mutationFn: ({ note, signed_for = [] }: Given) => promote(card.target, card.version, note.trim(), signed_for),
    onSuccess: async () => {
      void message.success(t("promote.done"));
      onClose();
      await client.invalidateQueries({ queryKey: ["models"] });
    },
  });
  return (
    <Modal
      open
      title={t("promote.title", { version: card.version })}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {common("action.cancel")}
        </Button>,
        <ReasonedButton
          key="ok"
          id="promote-ok"
          type="primary"
          loading={taken.isPending}
          why={open.every(({ rule }) => signed.includes(rule)) ? null : t("promote.sign")}
          onClick={() => form.submit()}
        >
          {t("promote.do")}
        </ReasonedButton>,
      ]}
    >
      <p>{t("promote.note")}</p>
      {taken.error && <Alert type="error" showIcon className="gap-below" title={problemText(common, taken.error)} />}
      <Form<Given> name="promote" form={form} layout="vertical" onFinish={(given) => taken.mutate(given)}>
        {open.length > 0 && (
          <Form.Item name="signed_for" label={t("promote.signFor")}>
            <Checkbox.Group>
              <div className="stack">
                {open.map((finding) => (
                  <Checkbox key={finding.rule} value={finding.rule}>
                    {ruleName(finding.rule)}
                    <div className="muted">{words(finding)}</div>
                  </Checkbox>
                ))}
              </div>
            </Checkbox.Group>
          </Form.Item>
        )}
        <Form.Item
          name="note"
          label={t("decisions.why")}
          rules={[{ required: true, whitespace: true, message: common("reason.missing") }]}
        >
          <Input.TextArea maxLength={LONGEST} showCount autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
