import { InboxOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import {
  Alert,
  Button,
  Checkbox,
  Col,
  DatePicker,
  Form,
  Input,
  Row,
  Select,
  Upload as FileField,
  type UploadFile,
} from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { upload, type Upload } from "@/features/imports/queries";
import { useMe } from "@/shared/session";
import { problemText } from "@/shared/ui/Problem";

interface Fields {
  files: UploadFile[];
  kind: Upload["kind"];
  source: string;
  known_on: Dayjs;
  confirm_suspicions: boolean;
}

/** Choose a table and say what it is; the preview opens, and nothing is changed before it is committed there. */
export function UploadForm() {
  const { t } = useTranslation("imports");
  const { t: common } = useTranslation();
  const today = dayjs(useMe().today);
  const navigate = useNavigate();
  const client = useQueryClient();
  const preview = useMutation({
    mutationFn: upload,
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: ["imports"] });
      void navigate(`/imports/${made.id}`);
    },
  });
  const submit = ({ files, known_on, ...rest }: Fields) => {
    const file = files[0]?.originFileObj;
    if (file) preview.mutate({ ...rest, file, known_on: known_on.format("YYYY-MM-DD") });
  };
  return (
    <Form<Fields>
      layout="vertical"
      initialValues={{ files: [], kind: "enterprises", known_on: today, confirm_suspicions: false }}
      onFinish={submit}
    >
      {preview.error && (
        <Alert type="error" showIcon closable title={problemText(common, preview.error)} className="gap-below" />
      )}
      <Row gutter={24}>
        <Col xs={24} lg={10}>
          <FileChoice />
        </Col>
        <Col xs={24} lg={14}>
          <Description today={today} />
          <Button type="primary" htmlType="submit" loading={preview.isPending}>
            {t("upload.submit")}
          </Button>
        </Col>
      </Row>
    </Form>
  );
}

function FileChoice() {
  const { t } = useTranslation("imports");
  const listOf = (event: UploadFile[] | { fileList: UploadFile[] }) => (Array.isArray(event) ? event : event.fileList);
  return (
    <Form.Item
      name="files"
      valuePropName="fileList"
      getValueFromEvent={listOf}
      rules={[{ required: true, type: "array", min: 1, message: t("upload.fileMissing") }]}
    >
      <FileField.Dragger accept=".csv,.xlsx" maxCount={1} beforeUpload={() => false}>
        <p className="ant-upload-drag-icon">
          <InboxOutlined />
        </p>
        <p className="ant-upload-text">{t("upload.drop")}</p>
        <p className="ant-upload-hint">{t("upload.formats")}</p>
      </FileField.Dragger>
    </Form.Item>
  );
}

function Description({ today }: { today: Dayjs }) {
  const { t } = useTranslation("imports");
  const kinds = (["enterprises", "financial_years"] as const).map((value) => ({ value, label: t(`kind.${value}`) }));
  return (
    <Row gutter={16}>
      <Col xs={24} sm={12}>
        <Form.Item name="kind" label={t("field.kind")}>
          <Select options={kinds} />
        </Form.Item>
      </Col>
      <Col xs={24} sm={12}>
        <Form.Item
          name="known_on"
          label={t("field.known_on")}
          tooltip={t("upload.knownOnHelp")}
          rules={[{ required: true, message: t("upload.knownOnMissing") }]}
        >
          <DatePicker className="full-width" disabledDate={(date) => date.isAfter(today, "day")} />
        </Form.Item>
      </Col>
      <Col span={24}>
        <Form.Item
          name="source"
          label={t("field.source")}
          tooltip={t("upload.sourceHelp")}
          rules={[{ required: true, whitespace: true, message: t("upload.sourceMissing") }]}
        >
          <Input maxLength={64} placeholder={t("upload.sourceExample")} />
        </Form.Item>
      </Col>
      <Col span={24}>
        <Form.Item name="confirm_suspicions" valuePropName="checked">
          <Checkbox>{t("upload.confirm")}</Checkbox>
        </Form.Item>
      </Col>
    </Row>
  );
}
