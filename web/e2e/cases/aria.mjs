// What a screen reader finds on each page: headings, regions, tables and controls by name, as kept in e2e/aria. Runs first, on the
// region as it was loaded. What changes with data or date is left out: rows, list items, digits. `KECHUANG_ARIA=write npm run e2e -- aria:`
// writes the files anew.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { openFirstSubject, PAGES } from "../pages.mjs";
import { visit } from "../browser.mjs";

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

const page = (name, open) => ({
  name: `aria: ${name}`,
  async run({ page }) {
    await open(page);
    const found = outline(await page.locator("body").ariaSnapshot());
    const file = new URL(`${name}.txt`, kept);
    if (process.env.KECHUANG_ARIA === "write") {
      mkdirSync(kept, { recursive: true });
      writeFileSync(file, found);
    }
    assert.equal(found, readFileSync(file, "utf8"), `${name}: another outline; if it is meant, KECHUANG_ARIA=write npm run e2e -- "aria:"`);
  },
});

export default [
  ...PAGES.map(([name, path]) => page(name, (own) => visit(own, path))),
  page("enterprise", (own) => openFirstSubject(own, visit, "/enterprises")),
];
