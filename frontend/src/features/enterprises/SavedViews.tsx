import { DeleteOutlined, StarOutlined } from "@ant-design/icons";
import { Button, Flex, Input, Popover, Space, Typography } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "@/features/enterprises/SavedViews.module.css";
import { useKept } from "@/shared/kept";

export interface SavedView {
  name: string;
  query: string;
}

/** What of an address makes a view: filters and order, never the page one happens to be on. */
export function viewOf(name: string, params: URLSearchParams): SavedView {
  const kept = new URLSearchParams(params);
  kept.delete("cursor");
  kept.delete("page");
  return { name, query: kept.toString() };
}

/** Filters kept under a name, in this browser. */
export function SavedViews({ params, onOpen }: { params: URLSearchParams; onOpen: (query: string) => void }) {
  const { t } = useTranslation("enterprises");
  const [views, setViews] = useKept<SavedView[]>("enterprises.views", []);
  const [shown, setShown] = useState(false);
  const open = (query: string) => {
    onOpen(query);
    setShown(false);
  };
  const content = (
    <div className={styles["panel"]}>
      <Views views={views} onOpen={open} onDelete={(name) => setViews(views.filter((view) => view.name !== name))} />
      <NewView onSave={(name) => setViews([...views.filter((view) => view.name !== name), viewOf(name, params)])} />
      <Typography.Text type="secondary">{t("views.where")}</Typography.Text>
    </div>
  );
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={shown}
      onOpenChange={setShown}
      title={t("views.title")}
      content={content}
    >
      <Button icon={<StarOutlined />}>{t("views.title")}</Button>
    </Popover>
  );
}

function Views({
  views,
  onOpen,
  onDelete,
}: {
  views: SavedView[];
  onOpen: (query: string) => void;
  onDelete: (name: string) => void;
}) {
  const { t } = useTranslation("enterprises");
  if (views.length === 0) return <Typography.Paragraph type="secondary">{t("views.none")}</Typography.Paragraph>;
  return (
    <Flex vertical className={styles["views"]}>
      {views.map((view) => (
        <Flex key={view.name} justify="space-between" align="center">
          <Button type="link" size="small" onClick={() => onOpen(view.query)}>
            {view.name}
          </Button>
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={t("views.delete", { name: view.name })}
            onClick={() => onDelete(view.name)}
          />
        </Flex>
      ))}
    </Flex>
  );
}

function NewView({ onSave }: { onSave: (name: string) => void }) {
  const { t } = useTranslation("enterprises");
  const { t: common } = useTranslation();
  const [name, setName] = useState("");
  const save = () => {
    if (!name.trim()) return;
    onSave(name.trim());
    setName("");
  };
  return (
    <Space.Compact block>
      <Input
        value={name}
        maxLength={40}
        placeholder={t("views.name")}
        aria-label={t("views.name")}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={save}
      />
      <Button onClick={save} disabled={!name.trim()}>
        {common("action.save")}
      </Button>
    </Space.Compact>
  );
}
