import { DownloadOutlined } from "@ant-design/icons";
import { useMutation, useQuery } from "@tanstack/react-query";
import { App, Button, Form, Radio, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { useKind } from "@/features/imports/kinds";
import { downloadTemplate, kindsQuery } from "@/features/imports/queries";
import styles from "@/features/imports/upload/upload.module.css";
import type { UploadFields } from "@/features/imports/upload/UploadForm";
import { useWords } from "@/shared/i18n";
import { problemText } from "@/shared/ui/Problem";

/** What the table is about, with the columns that such a table needs and an empty one to fill in. */
export function KindChoice() {
  const { t } = useTranslation("imports");
  const words = useWords();
  const form = Form.useFormInstance<UploadFields>();
  const kinds = useQuery(kindsQuery).data?.filter(({ may_import }) => may_import) ?? [];
  return (
    <>
      <Form.Item name="kind" label={t("upload.kind")} className={styles["kind"]}>
        <Radio.Group
          className={styles["kinds"]}
          onChange={() => form.setFieldsValue({ saved_mapping: null, fixed: {} })}
        >
          {kinds.map((one) => (
            <Radio.Button key={one.kind} value={one.kind}>
              {words(one)}
            </Radio.Button>
          ))}
        </Radio.Group>
      </Form.Item>
      <Expected />
    </>
  );
}

function Expected() {
  const { t } = useTranslation("imports");
  const words = useWords();
  const kind = useKind(Form.useWatch<string | undefined>("kind"));
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const take = useMutation({
    mutationFn: downloadTemplate,
    onError: (error) => void message.error(problemText(common, error)),
  });
  const needed = kind?.fields.filter((field) => field.required) ?? [];
  const others = kind?.fields.filter((field) => !field.required) ?? [];
  return (
    <div className={styles["expected"]}>
      <div className={styles["columns"]}>
        <span className="muted">{t("upload.columns")}</span>
        {needed.map((field) => (
          <Tag key={field.name} color="blue" variant="filled">
            {words(field)} · {t("upload.required")}
          </Tag>
        ))}
        {others.slice(0, 8).map((field) => (
          <Tag key={field.name} variant="filled">
            {words(field)}
          </Tag>
        ))}
        {others.length > 8 && <span className="muted">{t("upload.more", { count: others.length - 8 })}</span>}
      </div>
      <Button
        icon={<DownloadOutlined />}
        disabled={!kind}
        loading={take.isPending}
        onClick={() => kind && take.mutate(kind.kind)}
      >
        {t("upload.template")}
      </Button>
    </div>
  );
}
