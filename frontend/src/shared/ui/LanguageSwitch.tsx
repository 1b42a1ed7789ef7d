import { GlobalOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { chooseLanguage, useLanguage } from "@/shared/i18n";

/** Shows the other language's own name, as a reader of that language looks for it. */
export function LanguageSwitch() {
  const other =
    useLanguage() === "en" ? ({ code: "zh-CN", name: "中文" } as const) : ({ code: "en", name: "English" } as const);
  return (
    <Button type="text" icon={<GlobalOutlined />} lang={other.code} onClick={() => void chooseLanguage(other.code)}>
      {other.name}
    </Button>
  );
}
