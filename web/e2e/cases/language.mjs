// English: every page in it, without a phrase of the pages left in Chinese; and back.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { visit } from "../browser.mjs";
import { PAGES } from "../pages.mjs";

const english = JSON.parse(readFileSync(new URL("../../src/language/en.json", import.meta.url), "utf8"));
const ofData = JSON.parse(readFileSync(new URL("../../src/language/data.en.json", import.meta.url), "utf8"));
/** Phrases that are whole texts of their own and no words of the data. */
const PHRASES = new Set(Object.entries(english).filter(([key, said]) => !(key in ofData) && typeof said === "string" && /\p{Script=Han}{4}/u.test(key) && !key.includes("{")).map(([key]) => key));

/** What is shown or said of the page and stands in the dictionary. */
const untranslated = (page) =>
  page.evaluate(() => {
    const texts = [];
    const walk = document.createTreeWalker(document.getElementById("root"), NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) texts.push(node.data.trim());
    for (const attribute of ["aria-label", "title", "placeholder"]) {
      for (const element of document.querySelectorAll(`#root [${attribute}]`)) texts.push(element.getAttribute(attribute).trim());
    }
    return texts;
  });

export default [
  {
    name: "language: English is chosen at the top, stays, and every page is in it",
    async run({ page }) {
      await visit(page, "/");
      await page.getByRole("button", { name: "English" }).click();
      await page.getByRole("heading", { name: /Science and innovation overview/ }).waitFor();
      assert.equal(await page.locator("html").getAttribute("lang"), "en");
      const wrong = [];
      for (const [name, path] of PAGES) {
        // Its heading is a name that is drawn, not a page of the header.
        if (name === "wall") continue;
        await visit(page, path);
        const left = (await untranslated(page)).filter((text) => PHRASES.has(text));
        if (left.length > 0) wrong.push(`${name}: ${left.join(", ")}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wide > 0) wrong.push(`${name}: ${wide} pixels wider than the window`);
      }
      assert.deepEqual(wrong, []);
      await visit(page, "/");
      await page.getByRole("button", { name: "中文" }).click();
      await page.getByRole("heading", { name: /科创总览/ }).waitFor();
      assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
    },
  },
];
