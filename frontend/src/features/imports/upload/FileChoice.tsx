import { FileTextOutlined, InboxOutlined } from "@ant-design/icons";
import { Form, Upload, type UploadFile } from "antd";
import { useTranslation } from "react-i18next";
import styles from "@/features/imports/upload/upload.module.css";
import type { UploadFields } from "@/features/imports/upload/UploadForm";
import { number } from "@/shared/format";

type Change = UploadFile[] | { fileList: UploadFile[] };

/** The field where a file is dropped; another one takes the place of the first. */
export function FileChoice() {
  const { t } = useTranslation("imports");
  const chosen = Form.useWatch<UploadFields["files"] | undefined>("files")?.[0];
  const listOf = (event: Change) => (Array.isArray(event) ? event : event.fileList);
  return (
    <Form.Item
      name="files"
      label={t("upload.file")}
      valuePropName="fileList"
      getValueFromEvent={listOf}
      rules={[{ required: true, type: "array", min: 1, message: t("upload.fileMissing") }]}
    >
      <Upload.Dragger
        className={styles["drop"]}
        accept=".csv,.tsv,.txt,.xlsx,.xls"
        maxCount={1}
        showUploadList={false}
        beforeUpload={() => false}
      >
        {chosen ? <Chosen file={chosen} /> : <Invitation />}
      </Upload.Dragger>
    </Form.Item>
  );
}

function Invitation() {
  const { t } = useTranslation("imports");
  return (
    <>
      <p className="ant-upload-drag-icon">
        <InboxOutlined />
      </p>
      <p className="ant-upload-text">{t("upload.drop")}</p>
      <p className="ant-upload-hint">{t("upload.formats")}</p>
    </>
  );
}

function Chosen({ file }: { file: UploadFile }) {
  const { t } = useTranslation("imports");
  return (
    <>
      <p className="ant-upload-drag-icon">
        <FileTextOutlined />
      </p>
      <p className={`ant-upload-text ${styles["fileName"] ?? ""}`}>{file.name}</p>
      <p className="ant-upload-hint">
        {sizeOf(file.size ?? 0)} · {t("upload.replace")}
      </p>
    </>
  );
}

/** 1,234 KB, 12.3 MB */
export function sizeOf(bytes: number): string {
  return bytes < 2 ** 20 ? `${number(Math.ceil(bytes / 2 ** 10))} KB` : `${number(bytes / 2 ** 20, 1)} MB`;
}
