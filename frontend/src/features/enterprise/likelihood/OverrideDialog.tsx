import { useMutation } from "@tanstack/react-query";
import { Alert, App, DatePicker, Form, Input, InputNumber, Modal } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { useReread } from "@/features/enterprise/likelihood/useReread";
import { overrideLikelihood } from "@/features/enterprise/queries";
import type { Likelihood } from "@/shared/api/types";
import { chance } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { useMe } from "@/shared/session";
import { problemText } from "@/shared/ui/Problem";

/** As the server takes them. */
const SHORTEST = 10;
const LONGEST = 400;
const MOST_DAYS = 366;
const FIRST_DAYS = 180;

interface Given {
  percent: number;
  reason: string;
  until: Dayjs;
}

/** State a judgement of one's own: how likely, why, and until when. */
export function OverrideDialog({
  uscc,
  likelihood,
  onClose,
}: {
  uscc: string;
  likelihood: Likelihood;
  onClose: () => void;
}) {
  const { t } = useTranslation("likelihood");
  const { t: common } = useTranslation();
  const words = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Given>();
  const reread = useReread(uscc);
  const taken = useMutation({
    mutationFn: ({ percent, reason, until }: Given) =>
      overrideLikelihood(uscc, likelihood.target.code, {
        probability: percent / 100,
        reason: reason.trim(),
        until: until.format("YYYY-MM-DD"),
      }),
    onSuccess: async () => {
      void message.success(t("override.made"));
      onClose();
      await reread();
    },
  });
  const required = { required: true, message: t("override.required") };
  const today = dayjs(useMe().today);
  return (
    <Modal
      open
      title={t("override.title")}
      okText={t("override.do")}
      cancelText={common("action.cancel")}
      confirmLoading={taken.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>
        {words(likelihood.target)}
        {likelihood.probability !== null && ` · ${t("override.model", { chance: chance(likelihood.probability) })}`}
      </p>
      <p className="muted">{t("override.note")}</p>
      {taken.error && <Alert type="error" showIcon className="gap-below" title={problemText(common, taken.error)} />}
      <Form<Given>
        name="override"
        form={form}
        layout="vertical"
        initialValues={{ until: today.add(FIRST_DAYS, "day") }}
        onFinish={(given) => taken.mutate(given)}
      >
        <Form.Item name="percent" label={t("override.percent")} rules={[required]}>
          <InputNumber min={0} max={100} precision={0} suffix="%" autoFocus />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t("override.reason")}
          rules={[
            { ...required, whitespace: true },
            { min: SHORTEST, message: t("override.tooShort", { least: SHORTEST }) },
          ]}
        >
          <Input.TextArea maxLength={LONGEST} showCount autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        <Form.Item name="until" label={t("override.until")} rules={[required]}>
          <DatePicker
            className="full-width"
            allowClear={false}
            disabledDate={(date) => date.isBefore(today, "day") || date.isAfter(today.add(MOST_DAYS, "day"), "day")}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
