import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Form, Modal, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { type NewDraft, openDraft, versionsQuery } from "@/features/rulebooks/queries";
import { useWords } from "@/shared/i18n";
import { programmesQuery } from "@/shared/reference";
import { problemText } from "@/shared/ui/Problem";

/** Begin a draft: for which programme, and from which version's text. */
export function NewDraftDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("drafts");
  const { t: common } = useTranslation();
  const words = useWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [form] = Form.useForm<NewDraft>();
  const programme = Form.useWatch("programme", form);
  const programmes = useQuery(programmesQuery);
  const versions = (useQuery(versionsQuery).data ?? []).filter((one) => one.programme === programme);
  const open = useMutation({
    mutationFn: openDraft,
    onSuccess: async ({ id }) => {
      void client.invalidateQueries({ queryKey: ["rulebook-drafts"] });
      await navigate(`/drafts/${id}`);
    },
  });
  return (
    <Modal
      open
      title={t("new.title")}
      okText={t("new.do")}
      okButtonProps={{ htmlType: "submit" }}
      cancelText={common("action.cancel")}
      confirmLoading={open.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {open.error && <Alert type="error" showIcon className="gap-below" title={problemText(common, open.error)} />}
      <Form
        name="draft"
        form={form}
        layout="vertical"
        onFinish={({ programme: code, based_on }) =>
          open.mutate(based_on ? { programme: code, based_on } : { programme: code })
        }
      >
        <Form.Item
          name="programme"
          label={t("column.programme")}
          rules={[{ required: true, message: t("new.programmeMissing") }]}
        >
          <Select
            showSearch={{ optionFilterProp: "label" }}
            loading={programmes.isPending}
            options={(programmes.data ?? []).map((one) => ({ value: one.code, label: words(one) }))}
            onChange={() => form.resetFields(["based_on"])}
          />
        </Form.Item>
        <Form.Item name="based_on" label={t("column.basedOn")} extra={t("new.basedOnNote")}>
          <Select
            allowClear
            disabled={versions.length === 0}
            placeholder={t(programme && versions.length === 0 ? "new.noVersion" : "new.fromScratch")}
            options={versions.map(({ version, title }) => ({ value: version, label: `${words(title)} ${version}` }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
