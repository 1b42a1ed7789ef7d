import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Col, Flex, Form, Row, type UploadFile } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { filled } from "@/features/imports/FixedValues";
import { importOf, kindsQuery, upload } from "@/features/imports/queries";
import type { Kind } from "@/features/imports/types";
import { FileChoice } from "@/features/imports/upload/FileChoice";
import { KindChoice } from "@/features/imports/upload/KindChoice";
import { Origin } from "@/features/imports/upload/Origin";
import { useMe } from "@/shared/session";
import { Loading } from "@/shared/ui/Loading";
import { Problem, problemText } from "@/shared/ui/Problem";

export interface UploadFields {
  files: UploadFile[];
  kind: Kind;
  source: string;
  known_on: Dayjs;
  saved_mapping: number | null;
  fixed: Record<string, string>;
}

/** Choose a table and say what it is; it is read and shown, and nothing is changed before it is committed there. */
export function UploadForm() {
  const kinds = useQuery(kindsQuery);
  if (kinds.error) return <Problem of={kinds.error} onRetry={kinds.refetch} />;
  if (!kinds.data) return <Loading />;
  const mine = kinds.data.filter(({ may_import }) => may_import).map(({ kind }) => kind);
  return <Fields mine={mine} />;
}

function useUpload() {
  const navigate = useNavigate();
  const client = useQueryClient();
  return useMutation({
    mutationFn: upload,
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: ["imports"] });
      void client.invalidateQueries({ queryKey: ["sources"] });
      client.setQueryData(importOf(made.id).queryKey, made);
      void navigate(`/imports/${made.id}`);
    },
  });
}

function Fields({ mine }: { mine: Kind[] }) {
  const { t } = useTranslation("imports");
  const { t: common } = useTranslation();
  const [params] = useSearchParams();
  const today = dayjs(useMe().today);
  const send = useUpload();
  const submit = ({ files, known_on, fixed, ...rest }: UploadFields) => {
    const file = files[0]?.originFileObj;
    if (file) send.mutate({ ...rest, file, known_on: known_on.format("YYYY-MM-DD"), fixed: filled(fixed) });
  };
  const kind = mine.find((one) => one === params.get("kind")) ?? mine[0];
  const start = { files: [], kind, source: "", known_on: today, saved_mapping: null };
  return (
    <Form<UploadFields>
      layout="vertical"
      requiredMark={false}
      initialValues={{ ...start, fixed: {} }}
      scrollToFirstError={{ focus: true }}
      onFinish={submit}
    >
      <KindChoice />
      <Row gutter={32}>
        <Col xs={24} lg={11}>
          <FileChoice />
        </Col>
        <Col xs={24} lg={13}>
          <Origin today={today} />
        </Col>
      </Row>
      {send.error && <Alert type="error" showIcon title={problemText(common, send.error)} className="gap-below" />}
      <Flex justify="end">
        <Button type="primary" size="large" htmlType="submit" loading={send.isPending}>
          {t("upload.submit")}
        </Button>
      </Flex>
    </Form>
  );
}
