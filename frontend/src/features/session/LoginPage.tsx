import { LockOutlined, UserOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Card, Form, Input, Typography } from "antd";
import { useTranslation } from "react-i18next";
import { Navigate, useSearchParams } from "react-router";
import styles from "@/features/session/LoginPage.module.css";
import { failureOf, signIn } from "@/features/session/signIn";
import { meQuery, safeReturn } from "@/shared/session";
import { Brand } from "@/shared/ui/Brand";
import { LanguageSwitch } from "@/shared/ui/LanguageSwitch";

interface Credentials {
  username: string;
  password: string;
}

export function LoginPage() {
  const [params] = useSearchParams();
  const { data: me } = useQuery(meQuery);
  if (me) return <Navigate to={safeReturn(params.get("next"))} replace />;
  return (
    <div className={styles["page"]}>
      <div className={styles["language"]}>
        <LanguageSwitch />
      </div>
      <main className={styles["main"]}>
        <Story />
        <Card className={styles["card"]}>
          <LoginForm expired={params.has("expired")} />
        </Card>
      </main>
    </div>
  );
}

/** What the system is for, in the words of the bureau. */
function Story() {
  const { t } = useTranslation("session");
  return (
    <section className={styles["story"]}>
      <Brand size={40} />
      <Typography.Title level={2}>{t("story.title")}</Typography.Title>
      <Typography.Paragraph>{t("story.text")}</Typography.Paragraph>
      <ol className={styles["ladder"]}>
        <li>{t("story.step1")}</li>
        <li>{t("story.step2")}</li>
        <li>{t("story.step3")}</li>
      </ol>
    </section>
  );
}

function LoginForm({ expired }: { expired: boolean }) {
  const { t } = useTranslation("session");
  const client = useQueryClient();
  const login = useMutation({
    mutationFn: signIn,
    onSuccess: () => client.resetQueries(),
  });
  return (
    <Form<Credentials> layout="vertical" requiredMark={false} onFinish={(given) => login.mutate(given)}>
      <Typography.Title level={4}>{t("login.title")}</Typography.Title>
      {expired && !login.error && <Alert type="info" showIcon title={t("login.expired")} className={styles["alert"]} />}
      {login.error && (
        <Alert type="error" showIcon title={t(`failure.${failureOf(login.error)}`)} className={styles["alert"]} />
      )}
      <Form.Item
        name="username"
        label={t("login.username")}
        rules={[{ required: true, message: t("login.usernameMissing") }]}
      >
        <Input size="large" prefix={<UserOutlined />} autoComplete="username" autoFocus />
      </Form.Item>
      <Form.Item
        name="password"
        label={t("login.password")}
        rules={[{ required: true, message: t("login.passwordMissing") }]}
      >
        <Input.Password size="large" prefix={<LockOutlined />} autoComplete="current-password" />
      </Form.Item>
      <Button type="primary" size="large" htmlType="submit" block loading={login.isPending}>
        {t("login.submit")}
      </Button>
      <Typography.Paragraph type="secondary" className={styles["help"]}>
        {t("login.help")}
      </Typography.Paragraph>
    </Form>
  );
}
