import {
  AuditOutlined,
  BankOutlined,
  BlockOutlined,
  ControlOutlined,
  LineChartOutlined,
  TagsOutlined,
  EditOutlined,
  FileSearchOutlined,
  FunnelPlotOutlined,
  ImportOutlined,
  OrderedListOutlined,
  ProfileOutlined,
  RiseOutlined,
} from "@ant-design/icons";
import { Drawer, Grid, Layout, Menu, type MenuProps } from "antd";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, Outlet, useLocation } from "react-router";
import styles from "@/app/Shell.module.css";
import { type Section, sectionsOf } from "@/app/sections";
import { TopBar } from "@/app/TopBar";
import { useMe } from "@/shared/session";
import { Brand } from "@/shared/ui/Brand";
import { Loading } from "@/shared/ui/Loading";

const ICONS: Record<Section, React.ReactNode> = {
  worklist: <ProfileOutlined />,
  enterprises: <BankOutlined />,
  gaps: <RiseOutlined />,
  pipeline: <FunnelPlotOutlined />,
  rulebooks: <AuditOutlined />,
  drafts: <EditOutlined />,
  levers: <ControlOutlined />,
  models: <LineChartOutlined />,
  labels: <TagsOutlined />,
  imports: <ImportOutlined />,
  completeness: <FileSearchOutlined />,
  duplicates: <BlockOutlined />,
  sources: <OrderedListOutlined />,
};

function Sections({ onPick }: { onPick?: () => void }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const items: MenuProps["items"] = sectionsOf(useMe()).map((section) => ({
    key: section,
    icon: ICONS[section],
    label: <Link to={`/${section}`}>{t(`nav.${section}`)}</Link>,
  }));
  return (
    <Menu theme="dark" mode="inline" items={items} selectedKeys={[pathname.split("/")[1] ?? ""]} onClick={onPick} />
  );
}

/** The frame of every page behind the login: sections at the side (in a drawer on a phone), who I am at the top. */
export function Shell() {
  const wide = Grid.useBreakpoint().lg ?? true;
  const [open, setOpen] = useState(false);
  return (
    <Layout className={styles["layout"]}>
      {wide && (
        <Layout.Sider width={196} className={styles["sider"]}>
          <Side />
        </Layout.Sider>
      )}
      <Drawer
        open={open && !wide}
        placement="left"
        size={220}
        closable={false}
        onClose={() => setOpen(false)}
        classNames={{ body: styles["drawer"] }}
      >
        <Side onPick={() => setOpen(false)} />
      </Drawer>
      <Layout>
        <TopBar onMenu={wide ? undefined : () => setOpen(true)} />
        <Layout.Content className={styles["content"]}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </Layout.Content>
      </Layout>
    </Layout>
  );
}

function Side({ onPick }: { onPick?: () => void }) {
  return (
    <>
      <Link to="/" className={styles["brand"]} onClick={onPick}>
        <Brand inverse />
      </Link>
      <Sections onPick={onPick} />
    </>
  );
}
