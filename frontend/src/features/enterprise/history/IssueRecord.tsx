import { FileProtectOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Form, Input, Modal, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { issueRecord } from "@/features/enterprise/history/queries";
import type { Assessment } from "@/shared/api/types";
import { day } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { problemText } from "@/shared/ui/Problem";

type Programme = Assessment["programme"];

interface IssueRecordProps {
  uscc: string;
  asOf: string;
  /** The programme to issue it for; where it is to be chosen, from which. */
  programme?: Programme;
  choices?: readonly Programme[];
  small?: boolean;
}

/** 出具评估记录: an assessment put on record as it is now, to be printed and checked later. */
export function IssueRecord({ small = false, ...of }: IssueRecordProps) {
  const { t } = useTranslation("records");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size={small ? "small" : "middle"} icon={<FileProtectOutlined />} onClick={() => setOpen(true)}>
        {t("issue.action")}
      </Button>
      {open && <IssueDialog {...of} onClose={() => setOpen(false)} />}
    </>
  );
}

const LONGEST = 200;

interface Asked {
  programme: string;
  purpose?: string;
}

function IssueDialog({
  uscc,
  asOf,
  programme,
  choices = [],
  onClose,
}: Omit<IssueRecordProps, "small"> & { onClose: () => void }) {
  const { t } = useTranslation("records");
  const { t: common } = useTranslation();
  const words = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form] = Form.useForm<Asked>();
  const issue = useMutation({
    mutationFn: ({ programme: code, purpose = "" }: Asked) =>
      issueRecord(uscc, { programme: code, as_of: asOf, purpose: purpose.trim() }),
    onSuccess: async (record) => {
      await client.invalidateQueries({ queryKey: ["assessment-records", uscc] });
      void navigate(`/records/${record.number}`);
    },
  });
  const offered = programme ? [programme] : choices;
  return (
    <Modal
      open
      title={t("issue.title")}
      okText={t("issue.ok")}
      cancelText={common("action.cancel")}
      confirmLoading={issue.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{t("issue.note", { on: day(asOf) })}</p>
      {issue.error && <Alert type="error" showIcon className="gap-below" title={problemText(common, issue.error)} />}
      <Form<Asked>
        name="issue_record"
        form={form}
        layout="vertical"
        initialValues={{ programme: offered[0]?.code, purpose: "" }}
        onFinish={(asked) => issue.mutate(asked)}
      >
        <Form.Item
          name="programme"
          label={t("issue.programme")}
          rules={[{ required: true, message: t("issue.which") }]}
        >
          <Select
            disabled={programme !== undefined}
            showSearch={{ optionFilterProp: "label" }}
            options={offered.map((one) => ({ value: one.code, label: words(one) }))}
          />
        </Form.Item>
        <Form.Item name="purpose" label={t("issue.purpose")} extra={t("issue.purposeExample")}>
          <Input.TextArea autoFocus maxLength={LONGEST} showCount autoSize={{ minRows: 2, maxRows: 4 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
