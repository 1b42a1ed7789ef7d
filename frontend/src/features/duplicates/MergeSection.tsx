import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Card, Checkbox, Form, Input, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { FieldsPlan, RelationsPlan } from "@/features/duplicates/MergePlanTables";
import { merge as carryOut, mergePlanOf } from "@/features/duplicates/queries";
import type { DuplicateSide, MergePlan } from "@/shared/api/types";
import { Problem, problemText } from "@/shared/ui/Problem";

interface MergeSectionProps {
  keep: DuplicateSide;
  merge: DuplicateSide;
  pair: number;
}

/** Merging as a plan: what stays, what moves, what is set aside; nothing happens before it is confirmed. */
export function MergeSection({ keep, merge, pair }: MergeSectionProps) {
  const { t } = useTranslation("duplicates");
  const { data: plan, isPending, error, refetch } = useQuery(mergePlanOf(keep.uscc, merge.uscc));
  return (
    <Card title={t("plan.title", { keep: keep.name })}>
      {error ? <Problem of={error} onRetry={refetch} /> : isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {plan && (
        <div className="stack">
          <FieldsPlan fields={plan.fields} />
          <RelationsPlan relations={plan.relations} />
          {plan.blocked_by.length > 0 ? <Blocked plan={plan} /> : <Confirmation plan={plan} pair={pair} />}
        </div>
      )}
    </Card>
  );
}

function Blocked({ plan }: { plan: MergePlan }) {
  const { t } = useTranslation("duplicates");
  return (
    <Alert type="error" showIcon title={t("plan.blocked")} description={<code>{plan.blocked_by.join(", ")}</code>} />
  );
}

interface Answers {
  reason: string;
  confirm_codes?: boolean;
}

function Confirmation({ plan, pair }: { plan: MergePlan; pair: number }) {
  const { t } = useTranslation("duplicates");
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const twoCodes = plan.needs.includes("different_codes");
  const decide = useMutation({
    mutationFn: ({ reason, confirm_codes }: Answers) =>
      carryOut({
        keep: plan.keep.uscc,
        merge: plan.merge.uscc,
        reason: reason.trim(),
        confirm_codes: confirm_codes ?? false,
      }),
    onSuccess: () => {
      void message.success(t("plan.done", { name: plan.keep.name }));
      // Whatever was read before may look different now, above all the firm that is no more.
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" && queryKey[0] !== "duplicate" });
      void client.invalidateQueries({ queryKey: ["duplicate", pair] });
      void navigate(`/enterprises/${plan.keep.uscc}`);
    },
  });
  return (
    <Form<Answers> name="merge" layout="vertical" onFinish={(answers) => decide.mutate(answers)}>
      {decide.error && <Alert type="error" showIcon className="gap-below" title={problemText(common, decide.error)} />}
      {twoCodes && (
        <Form.Item
          name="confirm_codes"
          valuePropName="checked"
          rules={[
            {
              validator: (_, given) => (given ? Promise.resolve() : Promise.reject(new Error(t("plan.codesMissing")))),
            },
          ]}
        >
          <Checkbox>{t("plan.codes", { keep: plan.keep.uscc, merge: plan.merge.uscc })}</Checkbox>
        </Form.Item>
      )}
      <Form.Item
        name="reason"
        label={t("plan.reason")}
        rules={[{ required: true, whitespace: true, message: common("reason.missing") }]}
      >
        <Input.TextArea
          maxLength={300}
          showCount
          autoSize={{ minRows: 2, maxRows: 5 }}
          placeholder={t("plan.reasonExample")}
        />
      </Form.Item>
      <Button type="primary" danger htmlType="submit" loading={decide.isPending}>
        {t("plan.ok", { name: plan.keep.name })}
      </Button>
    </Form>
  );
}
