import { LeftOutlined, RightOutlined, VerticalRightOutlined } from "@ant-design/icons";
import { Button, Select, Space } from "antd";
import { useTranslation } from "react-i18next";
import type { Page } from "@/shared/api/types";
import { number } from "@/shared/format";
import styles from "@/shared/ui/CursorPager.module.css";
import { cursorOf } from "@/shared/urlState";

export const PAGE_SIZES = [20, 50, 100, 200];
export const DEFAULT_PAGE_SIZE = 50;

export interface CursorPagerProps {
  page: Pick<Page<unknown>, "total" | "next" | "previous"> | undefined;
  state: { cursor: string; page: string; page_size: string };
  onChange: (changes: { cursor?: string; page?: string; page_size?: string }) => void;
}

/** Turns the pages of a cursor list: first, back, on; the total is the true one. */
export function CursorPager({ page, state, onChange }: CursorPagerProps) {
  const { t } = useTranslation();
  const at = Number(state.page || "1");
  const next = cursorOf(page?.next);
  const previous = cursorOf(page?.previous);
  const turn = (cursor: string | null, to: number) =>
    onChange({ cursor: cursor ?? "", page: to > 1 ? String(to) : "" });
  return (
    <nav className={styles["pager"]} aria-label={t("pager.label")}>
      <span data-testid="total">{t("pager.total", { total: number(page?.total ?? 0) })}</span>
      <Space size={4}>
        <Button
          size="small"
          icon={<VerticalRightOutlined />}
          aria-label={t("pager.first")}
          disabled={!state.cursor}
          onClick={() => turn(null, 1)}
        />
        <Button
          size="small"
          icon={<LeftOutlined />}
          aria-label={t("pager.previous")}
          disabled={!page?.previous}
          onClick={() => turn(previous, at - 1)}
        />
        <span className={styles["at"]}>{t("pager.at", { page: at })}</span>
        <Button
          size="small"
          icon={<RightOutlined />}
          aria-label={t("pager.next")}
          disabled={!next}
          onClick={() => turn(next, at + 1)}
        />
        <Select
          size="small"
          aria-label={t("pager.size")}
          value={Number(state.page_size || DEFAULT_PAGE_SIZE)}
          options={PAGE_SIZES.map((size) => ({ value: size, label: t("pager.perPage", { size }) }))}
          onChange={(size) => onChange({ page_size: size === DEFAULT_PAGE_SIZE ? "" : String(size) })}
        />
      </Space>
    </nav>
  );
}
