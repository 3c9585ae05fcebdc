// When pages paint first and answer a hand: `npm run paint`. Each page is opened in a profile with an empty cache, in a browser that
// has been warmed by another address. Interactive: when the last long task (50 ms or more) of the first seconds has ended.
import { loadavg } from "node:os";
import { launch } from "./browser.mjs";
import { startServer } from "./server.mjs";

const PATHS = ["/", "/map", "/enterprises", "/programmes/cn.hnte", "/indices", "/data"];
const ROUNDS = 5;
const WATCHED_MS = 5_000;
const LIMITS_MS = { paint: 1_000, interactive: 2_000 };

const server = await startServer();
const browser = await launch();
const worst = { paint: 0, interactive: 0 };
try {
  await opened(`${server.origin}/healthz`);
  for (const path of PATHS) {
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await opened(server.origin + path));
    const told = ["paint", "interactive"].map((what) => {
      const all = rounds.map((own) => own[what]).sort((a, b) => a - b);
      const median = all[Math.floor(all.length / 2)];
      worst[what] = Math.max(worst[what], median);
      return `${what} ${median} ms (${all[0]}–${all.at(-1)})`;
    });
    console.log(`${path.padEnd(20)} ${told.join(", ")}`);
  }
} finally {
  await browser.close();
  await server.stop();
}
console.log(`slowest medians: first contentful paint ${worst.paint} ms, interactive ${worst.interactive} ms; load ${loadavg()[0].toFixed(1)}`);
for (const [what, limit] of Object.entries(LIMITS_MS)) if (worst[what] > limit) throw new Error(`${what} is over ${limit} ms`);

/** Milliseconds from the start of the way to a page until it paints content and until it is interactive. */
async function opened(address) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
  const page = await context.newPage();
  await page.addInitScript(() => {
    globalThis.busyUntil = 0;
    const noted = (list) => list.getEntries().forEach((task) => (globalThis.busyUntil = Math.max(globalThis.busyUntil, task.startTime + task.duration)));
    new PerformanceObserver(noted).observe({ type: "longtask", buffered: true });
  });
  await page.goto(address);
  await page.waitForTimeout(WATCHED_MS);
  const times = await page.evaluate(() => ({
    paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
    busyUntil: globalThis.busyUntil,
  }));
  await context.close();
  return { paint: Math.round(times.paint), interactive: Math.round(Math.max(times.paint, times.busyUntil)) };
}
