// Pictures of every page at desk and phone size into e2e/out, for a person to look at; none may scroll sideways.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { visit } from "../browser.mjs";
import { openFirstSubject, PAGES } from "../pages.mjs";

const OUT = new URL("../out/", import.meta.url).pathname;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

async function picture(page, name, width) {
  await page.waitForTimeout(400); // the map's own entrance
  mkdirSync(OUT, { recursive: true });
  await page.screenshot({ path: `${OUT}${name}-${width}.png`, fullPage: true });
  const needed = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(needed <= width, `${name} needs ${needed}px of width at ${width}px`);
}

export default SIZES.flatMap((viewport) => [
  ...PAGES.map(([name, path]) => ({
    name: `screen: ${name} at ${viewport.width}`,
    viewport,
    async run({ page }) {
      await visit(page, path);
      await picture(page, name, viewport.width);
    },
  })),
  // One with many facts, and one of which hardly anything is known.
  ...[
    ["enterprise", "/enterprises?programme=cn.hnte&status=unmet"],
    ["enterprise-unknown", "/enterprises?sort=name"],
  ].map(([name, list]) => ({
    name: `screen: ${name} at ${viewport.width}`,
    viewport,
    async run({ page }) {
      await openFirstSubject(page, visit, list);
      await page.locator("details.answer").first().waitFor();
      await picture(page, name, viewport.width);
    },
  })),
  {
    name: `screen: institution at ${viewport.width}`,
    viewport,
    async run({ page }) {
      await openFirstSubject(page, visit, "/institutions");
      await page.locator("#sources").waitFor();
      await picture(page, "institution", viewport.width);
    },
  },
]);
