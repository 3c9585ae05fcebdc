// Prints the phrases that the dictionary does not have yet, as JSON to be filled in: `npm run -s phrases`.
import { readFileSync, readdirSync } from "node:fs";
import { isShown, PAGES } from "./plugin.mjs";
import { phrases } from "./phrases.mjs";

const known = JSON.parse(readFileSync(`${PAGES}language/en.json`, "utf8"));
const files = readdirSync(PAGES, { recursive: true }).map((file) => `${PAGES}${file}`).filter(isShown).sort();
const missing = {};
for (const file of files) {
  for (const { key } of phrases(file, readFileSync(file, "utf8"))) if (!(key in known)) (missing[`src/${file.slice(PAGES.length)}`] ??= []).push(key);
}
console.log(JSON.stringify(missing, null, 1));
