import { LogoutOutlined, MenuOutlined, UserOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { Avatar, Button, Dropdown, Layout, Typography } from "antd";
import { useTranslation } from "react-i18next";
import styles from "@/app/TopBar.module.css";
import { signOut } from "@/features/session/signIn";
import type { Me } from "@/shared/api/types";
import { useWords } from "@/shared/i18n";
import { useMe } from "@/shared/session";
import { LanguageSwitch } from "@/shared/ui/LanguageSwitch";

/** Who is signed in, as what and for which regions; the language; the way out. */
export function TopBar({ onMenu }: { onMenu?: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <Layout.Header className={styles["bar"]}>
      {onMenu && <Button type="text" icon={<MenuOutlined />} aria-label={t("nav.open")} onClick={onMenu} />}
      <Typography.Text type="secondary" className={styles["regions"]} ellipsis>
        {regionsOf(me) || t("nav.allRegions")} · {me.today}
      </Typography.Text>
      <LanguageSwitch />
      <UserMenu me={me} />
    </Layout.Header>
  );
}

function regionsOf(me: Me): string {
  return me.regions.map((region) => region.name).join("、");
}

function UserMenu({ me }: { me: Me }) {
  const { t } = useTranslation();
  const words = useWords();
  // A fresh page, so that nothing of what was seen stays in memory on a shared machine.
  const leave = useMutation({ mutationFn: signOut, onSuccess: () => window.location.assign("/login") });
  const who = (
    <div className={styles["who"]}>
      <strong>{me.display_name || me.username}</strong>
      <span className="muted">{words(me.role)}</span>
      <span className="muted">{regionsOf(me)}</span>
    </div>
  );
  const items = [
    { key: "who", label: who, disabled: true },
    { type: "divider" as const },
    { key: "leave", icon: <LogoutOutlined />, label: t("nav.signOut"), onClick: () => leave.mutate() },
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]}>
      <Button type="text" className={styles["user"]} aria-label={t("nav.userMenu")}>
        <Avatar size={26} icon={<UserOutlined />} />
        <span className={styles["name"]}>
          {me.display_name || me.username}
          <span className="muted"> · {words(me.role)}</span>
        </span>
      </Button>
    </Dropdown>
  );
}
