// Looks up every phrase of the pages where it is shown: `src/language/translate.ts` knows the language.
import { fileURLToPath } from "node:url";
import MagicString from "magic-string";
import { names, phrases } from "./phrases.mjs";

const CALLS = { phrase: "__phrase", word: "__word" };
const CALLED = "__called";

/** The modules of the pages. */
export const PAGES = fileURLToPath(new URL("../src/", import.meta.url));
const TRANSLATE = fileURLToPath(new URL("../src/language/translate.ts", import.meta.url));

/** Whether phrases of a module are shown: not those of tests, of the API, of a package, or of the dictionary itself. */
export const isShown = (id) => id.startsWith(PAGES) && /\.tsx?$/.test(id) && !/\.test\.tsx?$|\.d\.ts$/.test(id) && !id.startsWith(`${PAGES}language/`);

export function languages() {
  return {
    name: "languages",
    enforce: "pre",
    transform(code, id) {
      const [file] = id.split("?");
      if (!isShown(file)) return null;
      const found = [...phrases(file, code, CALLS).flatMap(({ pieces }) => pieces), ...names(file, code, CALLED)];
      if (found.length === 0) return null;
      const changed = new MagicString(code);
      for (const { start, end, text } of found) changed.update(start, end, text);
      changed.prepend(`import { called as ${CALLED}, phrase as ${CALLS.phrase}, word as ${CALLS.word} } from ${JSON.stringify(TRANSLATE)};\n`);
      return { code: changed.toString(), map: changed.generateMap({ hires: true }) };
    },
  };
}
