// Prints the phrases that the dictionary does not have yet, as JSON to be filled in: `npm run -s phrases`.
import { readFileSync, readdirSync } from "node:fs";
import { isShown } from "./plugin.mjs";
import { phrases } from "./phrases.mjs";

const root = new URL("../", import.meta.url).pathname;
const known = JSON.parse(readFileSync(`${root}src/language/en.json`, "utf8"));
const files = readdirSync(`${root}src`, { recursive: true }).map((file) => `${root}src/${file}`).filter(isShown).sort();
const missing = {};
for (const file of files) {
  for (const { key } of phrases(file, readFileSync(file, "utf8"))) if (!(key in known)) (missing[file.slice(root.length)] ??= []).push(key);
}
console.log(JSON.stringify(missing, null, 1));
