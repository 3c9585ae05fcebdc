// What a screen reader finds on each page: headings, regions, tables and controls by name, as kept in e2e/aria. Runs first, on the
// region as it was loaded. What changes with data or date is left out: rows, list items, digits. `KECHUANG_ARIA=write npm run e2e -- aria:`
// writes the files anew.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { PAGES } from "../pages.mjs";
import { settled, visit } from "../browser.mjs";

const kept = new URL("../aria/", import.meta.url);
const ROLES =
  /^(alert|banner|button|checkbox|columnheader|combobox|contentinfo|dialog|figure|form|group|heading|img|main|navigation|progressbar|radio|region|searchbox|slider|spinbutton|switch|tab|table|tabpanel|textbox)\b/;

/** The lines that stay, in their order, each once. */
function outline(snapshot) {
  const lines = [];
  let inside = Infinity;
  for (const line of snapshot.split("\n")) {
    const [, blank, what] = /^(\s*)- (.*)$/.exec(line) ?? [];
    if (what === undefined) continue;
    // Below a cell of a table, or an item of a list, stands what the data says.
    if (blank.length > inside) continue;
    inside = /^(cell|gridcell|listitem|rowheader)\b/.test(what) ? blank.length : Infinity;
    const said = what.replace(/:( .*)?$/, "").replace(/\d[\d,.]*/g, "#").replace(/ \[(active|disabled|expanded|pressed|selected|checked)\]/g, "");
    if (ROLES.test(said) && !lines.includes(said)) lines.push(said);
  }
  return `${lines.join("\n")}\n`;
}

/** The outline once it is the one that is wanted, else once nothing more comes: a chart or a map that is loaded late follows the rest. */
async function outlineOf(page, wanted) {
  let found = "";
  for (let look = 0, still = 0; look < 25 && still < 8; look += 1) {
    const now = outline(await page.locator("body").ariaSnapshot());
    if (now === wanted) return now;
    still = now === found ? still + 1 : 0;
    found = now;
    await page.waitForTimeout(400);
  }
  return found;
}

const page = (name, open) => ({
  name: `aria: ${name}`,
  async run({ page }) {
    await open(page);
    await settled(page);
    const file = new URL(`${name}.txt`, kept);
    const isWritten = process.env.KECHUANG_ARIA === "write";
    const wanted = isWritten ? "" : readFileSync(file, "utf8");
    const found = await outlineOf(page, wanted);
    if (isWritten) {
      mkdirSync(kept, { recursive: true });
      writeFileSync(file, found);
    } else {
      assert.equal(found, wanted, `${name}: another outline; if it is meant, KECHUANG_ARIA=write npm run e2e -- "aria:"`);
    }
  },
});

export default PAGES.map(([name, path]) => page(name, (own) => visit(own, path)));
