import type { ThemeConfig } from "antd";
import { moves } from "@/shared/motion";
import { INK, LINE, PRIMARY } from "@/shared/palette";

/** Calm and dense: small type and paddings, few colours, hardly any shadow. Fonts are the system's. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: PRIMARY,
    colorInfo: PRIMARY,
    colorLink: PRIMARY,
    colorSuccess: "#2f8557",
    colorWarning: "#b9862c",
    colorError: "#b8443a",
    colorSuccessBg: "#edf7f1", // of so dark a green and blue Ant Design would derive greys
    colorInfoBg: "#eef4fb",
    colorTextBase: INK,
    colorBgLayout: "#f3f5f8",
    colorBorderSecondary: LINE,
    borderRadius: 4,
    fontSize: 14,
    fontFamily:
      '-apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", Roboto, "Helvetica Neue", Arial, sans-serif',
    wireframe: false,
    motion: moves(),
  },
  components: {
    Layout: { siderBg: "#12304d", headerBg: "#ffffff", headerHeight: 52, headerPadding: "0 20px" },
    Menu: { darkItemBg: "#12304d", darkItemSelectedBg: "#1f5f9e", itemHeight: 42 },
    Table: { headerBg: "#f6f8fa", headerColor: "#45566a", cellPaddingBlockSM: 7, cellPaddingInlineSM: 10 },
    Card: { headerFontSize: 15, headerHeight: 46, bodyPadding: 16 },
    Descriptions: { labelBg: "#f6f8fa" },
    Tabs: { horizontalMargin: "0 0 12px 0" },
  },
};
