import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "./api/query";
import { Themed } from "./app/Themed";
import { language } from "./language/translate";
import { router } from "./router";
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
import "./styles/wall.css";
import "./styles/large.css";
import "./styles/print.css";

document.documentElement.lang = language === "en" ? "en" : "zh-CN";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Themed>
        <RouterProvider router={router} />
      </Themed>
    </QueryClientProvider>
  </StrictMode>,
);
