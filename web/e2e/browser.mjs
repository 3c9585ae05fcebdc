// Chromium as Debian packages it, with nothing to say to the outside.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

/** How long a step may take; on a machine busy with other work set KECHUANG_E2E_TIMEOUT. */
const TIMEOUT_MS = Number(process.env.KECHUANG_E2E_TIMEOUT ?? 15_000);
const CANDIDATES = [process.env.CHROMIUM_BIN, "/usr/bin/chromium", "/usr/bin/chromium-browser"];

export async function launch() {
  const executablePath = CANDIDATES.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error("no Chromium: apt-get install chromium fonts-noto-cjk, or set CHROMIUM_BIN");
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      // WebGL by the processor alone, so that the map is drawn where there is no graphics card.
      "--use-gl=angle",
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** What each page has asked for and not been answered. */
const asked = new WeakMap();
/** A page that is still at two moments this far apart has settled: what was clicked has been asked for by then. */
const STILL_MS = 120;

/** A fresh page that remembers every request to another origin, and every error the page itself raised. */
export async function openPage(browser, origin, viewport = { width: 1440, height: 900 }) {
  const context = await browser.newContext({ viewport, locale: "zh-CN", acceptDownloads: true, baseURL: origin });
  const page = await context.newPage();
  const open = new Set();
  asked.set(page, open);
  page.on("request", (request) => open.add(request));
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => open.delete(request));
  const strays = [];
  const errors = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && !["data:", "blob:"].includes(url.protocol)) strays.push(request.url());
  });
  page.on("pageerror", (error) => errors.push(error.stack ?? String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.setDefaultTimeout(TIMEOUT_MS);
  return { page, strays, errors, close: () => context.close() };
}

/** Opens an address and waits until its content stands: no skeleton, no busy part. */
export async function visit(page, path) {
  await page.goto(path);
  await settled(page);
}

export async function settled(page) {
  await page.locator("main h1").waitFor();
  const until = Date.now() + TIMEOUT_MS;
  for (let still = 0; still < 2; ) {
    await page.waitForFunction(
      () => !document.querySelector("[aria-busy=true], .ant-spin-spinning") && document.querySelector("h1")?.textContent !== "…",
    );
    still = asked.get(page)?.size ? 0 : still + 1;
    if (Date.now() > until) throw new Error(`${page.url()} does not settle: ${[...asked.get(page)].map((own) => own.url())}`);
    await page.waitForTimeout(STILL_MS);
  }
}
