import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Form, Input, InputNumber, Modal, Select } from "antd";
import { useTranslation } from "react-i18next";
import { type LabelIn, OUTCOMES, stateLabel } from "@/features/labels/queries";
import { useTargets } from "@/features/labels/targets";
import { isProblem } from "@/shared/api/problem";
import { useMe } from "@/shared/session";
import { problemText } from "@/shared/ui/Problem";

/** As the server takes them. */
const USCC = /^[0-9A-Z]{18}$/;
const FIRST_YEAR = 2000;
const SHORTEST = 10;
const LONGEST = 400;

/** State an outcome: of which firm, for which target and year, and on what it rests. */
export function NewLabelDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("labels");
  const { t: common } = useTranslation();
  const thisYear = Number(useMe().today.slice(0, 4));
  const { message } = App.useApp();
  const client = useQueryClient();
  const targets = useTargets();
  const [form] = Form.useForm<LabelIn>();
  const taken = useMutation({
    mutationFn: stateLabel,
    onSuccess: async () => {
      void message.success(t("done"));
      onClose();
      await client.invalidateQueries({ queryKey: ["training-labels"] });
    },
  });
  const required = [{ required: true, message: t("required") }];
  const why = isProblem(taken.error, 404) ? t("noFirm") : problemText(common, taken.error);
  return (
    <Modal
      open
      title={t("new")}
      okText={t("new")}
      cancelText={common("action.cancel")}
      confirmLoading={taken.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {taken.error && <Alert type="error" showIcon className="gap-below" title={why} />}
      <Form<LabelIn> name="label" form={form} layout="vertical" onFinish={(given) => taken.mutate(given)}>
        <Form.Item
          name="uscc"
          label={t("uscc")}
          normalize={(typed: string) => typed.trim().toUpperCase()}
          rules={[...required, { pattern: USCC, message: t("usccWrong") }]}
        >
          <Input maxLength={18} autoFocus className="code" />
        </Form.Item>
        <Form.Item name="target" label={t("target")} rules={required}>
          <Select options={targets.map(({ code, name }) => ({ value: code, label: name }))} />
        </Form.Item>
        <Form.Item name="year" label={t("year")} extra={t("yearHint")} rules={required}>
          <InputNumber min={FIRST_YEAR} max={thisYear} precision={0} />
        </Form.Item>
        <Form.Item name="outcome" label={t("outcome")} rules={required}>
          <Select options={OUTCOMES.map((value) => ({ value, label: t(`outcomes.${value}`) }))} />
        </Form.Item>
        <Form.Item
          name="basis"
          label={t("basis")}
          rules={[
            { required: true, whitespace: true, message: t("required") },
            { min: SHORTEST, message: t("basisShort", { least: SHORTEST }) },
          ]}
        >
          <Input.TextArea maxLength={LONGEST} showCount autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
