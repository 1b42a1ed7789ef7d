import { Alert, Form, Input, Modal } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { problemText } from "@/shared/ui/Problem";

interface ReasonModalProps {
  title: string;
  /** What will happen, before it does. */
  note?: ReactNode;
  label: string;
  okText: string;
  danger?: boolean;
  /** It may be left empty. */
  optional?: boolean;
  busy: boolean;
  error: Error | null;
  onOk: (reason: string) => void;
  onCancel: () => void;
}

const LONGEST = 300;

/** Asks for the reason of a decision; without one it is not taken, and what the server refuses is said here. */
export function ReasonModal({
  title,
  note,
  label,
  okText,
  danger,
  optional = false,
  busy,
  error,
  onOk,
  onCancel,
}: ReasonModalProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <Modal
      open
      title={title}
      okText={okText}
      okButtonProps={{ danger, htmlType: "submit" }}
      cancelText={t("action.cancel")}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onCancel}
    >
      {note && <p>{note}</p>}
      {error && <Alert type="error" showIcon title={problemText(t, error)} className="gap-below" />}
      <Form name="asked" form={form} layout="vertical" initialValues={{ reason: "" }} onFinish={({ reason }) => onOk(reason.trim())}>
        <Form.Item
          name="reason"
          label={label}
          rules={optional ? [] : [{ required: true, whitespace: true, message: t("reason.missing") }]}
        >
          <Input.TextArea autoFocus maxLength={LONGEST} showCount autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
