import "antd/dist/reset.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "@/app/App";
import "@/app/app.css";
import { startI18n } from "@/shared/i18n";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root to draw the app in");
await startI18n();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
