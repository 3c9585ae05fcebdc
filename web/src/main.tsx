import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { App, ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "./api/query";
import { router } from "./router";
import { theme } from "./theme";
// All style sheets at once and in one order: a lazily loaded one would change pages that came before it.
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/status.css";
import "./styles/overview.css";
import "./styles/subjects.css";
import "./styles/profile.css";
import "./styles/answer.css";
import "./styles/programme.css";
import "./styles/check.css";
import "./styles/indices.css";
import "./styles/population.css";
import "./styles/sql.css";
import "./styles/data.css";
import "./styles/reports.css";
import "./styles/map.css";
import "./styles/search.css";
import "./styles/print.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

createRoot(root).render(
  <StrictMode>
    <ConfigProvider locale={zhCN} theme={theme} componentSize="middle" button={{ autoInsertSpace: false }}>
      <QueryClientProvider client={queryClient}>
        <App className="app-root">
          <RouterProvider router={router} />
        </App>
      </QueryClientProvider>
    </ConfigProvider>
  </StrictMode>,
);
