import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { languages } from "./language/plugin.mjs";

// During development the API is a server started by `kechuang serve`; KECHUANG_API names another address.
const api = process.env["KECHUANG_API"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [languages(), react()],
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
