// Browser tests: a real server with the demo region, a real Chromium, the walks of a newcomer.
// `npm run e2e`, or `npm run e2e -- WORD` for the cases whose name contains WORD. KECHUANG_URL tests a server already running.
import { mkdirSync } from "node:fs";
import { launch, openPage } from "./browser.mjs";
import { startServer } from "./server.mjs";
import aria from "./cases/aria.mjs";
import accessibility from "./cases/accessibility.mjs";
import asking from "./cases/asking.mjs";
import assets from "./cases/assets.mjs";
import check from "./cases/check.mjs";
import data from "./cases/data.mjs";
import imports from "./cases/imports.mjs";
import indices from "./cases/indices.mjs";
import language from "./cases/language.mjs";
import lists from "./cases/lists.mjs";
import populations from "./cases/populations.mjs";
import map from "./cases/map.mjs";
import reports from "./cases/reports.mjs";
import screens from "./cases/screens.mjs";
import sql from "./cases/sql.mjs";
import subject from "./cases/subject.mjs";
import walk from "./cases/walk.mjs";
import waiting from "./cases/waiting.mjs";
import wall from "./cases/wall.mjs";

const only = process.argv[2] ?? "";
const cases = [...aria, ...walk, ...lists, ...check, ...asking, ...imports, ...indices, ...map, ...subject, ...populations, ...sql, ...reports, ...data, ...waiting, ...language, ...wall, ...accessibility, ...assets, ...screens].filter(({ name }) =>
  name.includes(only),
);

mkdirSync(new URL("out/", import.meta.url), { recursive: true });
const external = process.env.KECHUANG_URL;
const server = external ? { origin: external, stop: async () => {}, startedIn: 0 } : await startServer();
if (!external) console.log(`server ready after ${server.startedIn} ms`);
let passed = 0;
let failed = 0;
let browser;
try {
  browser = await launch();
  for (const { name, run, viewport, expectErrors = false } of cases) {
    const opened = await openPage(browser, server.origin, viewport);
    const started = Date.now();
    try {
      await run({ page: opened.page, origin: server.origin });
      // Whatever else a case looks at: nothing may leave the machine, and no page may break quietly.
      if (opened.strays.length > 0) throw new Error(`requests to other origins: ${opened.strays.join(", ")}`);
      if (!expectErrors && opened.errors.length > 0) throw new Error(`errors in the page: ${opened.errors.join(" | ")}`);
      passed += 1;
      console.log(`ok      ${name} (${Date.now() - started} ms)`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED  ${name}\n        ${String(error?.stack ?? error).replaceAll("\n", "\n        ")}`);
      await opened.page.screenshot({ path: new URL(`out/failed-${failed}.png`, import.meta.url).pathname }).catch(() => {});
    } finally {
      await opened.close();
    }
  }
} finally {
  await browser?.close();
  await server.stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
