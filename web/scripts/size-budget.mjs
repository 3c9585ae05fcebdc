// Fails the build when what the first page needs before it can be read outgrows its budget.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const FIRST_LOAD_LIMIT = 400 * 1000; // bytes after gzip

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const html = readFileSync(join(dist, "index.html"), "utf8");
const files = new Set([...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map((match) => match[1]));
const sizes = [...files].map((file) => ({ file, bytes: gzipSync(readFileSync(join(dist, file))).length }));
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
for (const { file, bytes } of sizes) console.log(`${(bytes / 1000).toFixed(1).padStart(8)} kB  ${file}`);
console.log(`first load ${(total / 1000).toFixed(1)} kB gzip, limit ${FIRST_LOAD_LIMIT / 1000} kB`);
if (files.size === 0 || total > FIRST_LOAD_LIMIT) {
  console.error(files.size === 0 ? "no asset found in dist/index.html" : "over the budget: load something later");
  process.exit(1);
}
