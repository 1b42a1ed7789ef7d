import { QueryClientProvider } from "@tanstack/react-query";
import { App as AntApp, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { createBrowserRouter, RouterProvider } from "react-router";
import { routes } from "@/app/routes";
import { theme } from "@/app/theme";
import { useLanguage } from "@/shared/i18n";
import { newQueryClient } from "@/shared/queryClient";

export function App() {
  const { t } = useTranslation();
  const language = useLanguage();
  const [client] = useState(newQueryClient);
  const [router] = useState(() => createBrowserRouter(routes));
  useEffect(() => {
    dayjs.locale(language === "en" ? "en" : "zh-cn");
    document.title = t("app.title");
    void client.invalidateQueries(); // the server words its messages in the user's language
  }, [client, language, t]);
  return (
    <ConfigProvider theme={theme} locale={language === "en" ? enUS : zhCN} componentSize="middle">
      <AntApp>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}
