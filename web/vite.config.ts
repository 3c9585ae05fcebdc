import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { languages } from "./language/plugin.mjs";

// During development the API is a server started by `kechuang serve`; KECHUANG_API names another address.
const api = process.env["KECHUANG_API"] ?? "http://127.0.0.1:8080";

/** The style sheet before the scripts, so that the header is painted while those are on their way. */
const stylesFirst = {
  name: "styles-first",
  transformIndexHtml: {
    order: "post" as const,
    handler(html: string) {
      const styles = /^.*<link rel="stylesheet".*\n/m;
      const [sheet] = styles.exec(html) ?? [];
      return sheet ? html.replace(styles, "").replace(/^.*<script type="module"/m, (script) => sheet + script) : html;
    },
  },
};

export default defineConfig({
  plugins: [languages(), react(), stylesFirst],
  // The host stays the one of this page: the server refuses what another origin sends.
  server: { host: "127.0.0.1", proxy: { "/api": { target: api, changeOrigin: false } } },
  build: {
    target: "es2022",
    // Map and chart code is loaded by the page that draws; the budget of the first load is checked after the build.
    chunkSizeWarningLimit: 1200,
    modulePreload: { polyfill: false },
  },
  test: { environment: "node", include: ["src/**/*.test.ts", "src/**/*.test.tsx", "language/*.test.mjs"] },
});
