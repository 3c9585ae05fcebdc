// How smoothly the map pans with 100,000 clustered firms: `npm run map-frames [FIRMS]`. Prints the time between frames while a
// mouse drags the map, with WebGL by the processor alone. The firms and their places are made up here for the measurement.
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { launch, openPage } from "./browser.mjs";
import { findBinary, freePort } from "./server.mjs";

const FIRMS = Number(process.argv[2] ?? 100_000);
const LIMIT_MS = 100;
const DRAGS = 12;
const outlines = new URL("../../demo/districts.geojson", import.meta.url).pathname;

/** The same sequence on every machine (mulberry32). */
function dice(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Firms around the middle of each district, denser towards it. */
function firms(n) {
  const roll = dice(1);
  const districts = JSON.parse(readFileSync(outlines, "utf8")).features.map(({ properties, geometry }) => {
    const spots = geometry.coordinates.flat(2);
    const of = (axis) => spots.map((spot) => spot[axis]);
    const middle = (list) => (Math.min(...list) + Math.max(...list)) / 2;
    const reach = (list) => (Math.max(...list) - Math.min(...list)) / 2;
    return { code: properties.code, x: middle(of(0)), y: middle(of(1)), dx: reach(of(0)), dy: reach(of(1)) };
  });
  const rows = ["名称,示例,行政区划,经度,纬度,位置精度"];
  for (let at = 1; at <= n; at += 1) {
    const { code, x, y, dx, dy } = districts[Math.floor(roll() * districts.length)];
    const near = () => (roll() + roll() + roll()) / 1.5 - 1;
    rows.push(`示例·测绘 ${String(at).padStart(6, "0")},是,${code},${(x + dx * near()).toFixed(5)},${(y + dy * near()).toFixed(5)},点位`);
  }
  return rows.join("\n") + "\n";
}

const data = mkdtempSync(join(tmpdir(), "kechuang-map-"));
const binary = findBinary();
let child;
let browser;
try {
  writeFileSync(join(data, "region.yaml"), 'code: "330100"\nname: 杭州市\n');
  copyFileSync(outlines, join(data, "districts.geojson"));
  const table = join(data, "firms.csv");
  writeFileSync(table, firms(FIRMS));
  execFileSync(binary, ["import", table, "--kind", "enterprise", "--source", "测绘示例", "--data", data], { stdio: "ignore" });
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  child = spawn(binary, ["serve", "--data", data, "--listen", `127.0.0.1:${port}`], { stdio: "ignore" });
  while (!(await fetch(`${origin}/healthz`).then((answer) => answer.ok, () => false))) await new Promise((r) => setTimeout(r, 200));
  browser = await launch();
  const { page } = await openPage(browser, origin);
  page.setDefaultTimeout(120_000);
  const opened = Date.now();
  await page.goto("/map");
  await page.locator(".gl-map[data-ready=true]").waitFor();
  const frame = page.locator(".gl-map");
  await page.waitForFunction(() => {
    const { map } = document.querySelector(".gl-map");
    return map.getSource("points-enterprise") && map.isSourceLoaded("points-enterprise") && map.loaded();
  });
  const drawn = await frame.evaluate((node) => node.map.queryRenderedFeatures({ layers: ["cluster-enterprise", "point-enterprise"] }));
  const firmsDrawn = new Map(drawn.map(({ properties }) => [properties.cluster_id ?? `p${properties.at}`, properties.point_count ?? 1]));
  const readyIn = Date.now() - opened;
  const renderer = await frame.evaluate((node) => {
    const gl = node.querySelector("canvas").getContext("webgl2");
    const told = gl.getExtension("WEBGL_debug_renderer_info");
    return told ? gl.getParameter(told.UNMASKED_RENDERER_WEBGL) : "unknown";
  });
  await frame.evaluate((node) => node.map.jumpTo({ center: [120.15, 30.25], zoom: 10 }));
  await page.waitForFunction(() => document.querySelector(".gl-map").map.loaded());
  const box = await frame.boundingBox();
  await page.evaluate(() => {
    globalThis.frames = [];
    let before = performance.now();
    const next = (now) => {
      globalThis.frames.push(now - before);
      before = now;
      globalThis.framing = requestAnimationFrame(next);
    };
    globalThis.framing = requestAnimationFrame(next);
  });
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  for (let drag = 0; drag < DRAGS; drag += 1) {
    const way = drag % 2 === 0 ? 1 : -1;
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x + way * 260, middle.y + way * 120, { steps: 40 });
    await page.mouse.up();
  }
  const frames = await page.evaluate(() => {
    cancelAnimationFrame(globalThis.framing);
    return globalThis.frames;
  });
  frames.sort((a, b) => a - b);
  const at = (share) => frames[Math.min(frames.length - 1, Math.floor(frames.length * share))];
  const held = [...firmsDrawn.values()].reduce((sum, n) => sum + n, 0);
  console.log(`${FIRMS} firms, ${held} of them drawn in ${firmsDrawn.size} marks; ready after ${readyIn} ms; ${renderer}`);
  console.log(
    `${frames.length} frames while panning: median ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms, worst ${at(1).toFixed(1)} ms; load ${loadavg()[0].toFixed(1)}`,
  );
  if (held < FIRMS * 0.99) throw new Error("not every firm stands on the map");
  if (at(0.95) > LIMIT_MS) throw new Error(`p95 is over ${LIMIT_MS} ms`);
} finally {
  await browser?.close();
  child?.kill("SIGTERM");
  rmSync(data, { recursive: true, force: true });
}
