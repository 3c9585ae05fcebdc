import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { phrases } from "./phrases.mjs";
import { isShown, languages, PAGES as root } from "./plugin.mjs";

const english = JSON.parse(readFileSync(`${root}language/en.json`, "utf8"));
const files = readdirSync(root, { recursive: true }).map((file) => `${root}${file}`).filter(isShown);
const used = new Map(files.flatMap((file) => phrases(file, readFileSync(file, "utf8")).map(({ key }) => [key, file.slice(root.length)])));
const holes = (text) => [...text.matchAll(/\{\d+\}/g)].map(([hole]) => hole).sort();
// `null`: a word of the data; in a list: one that is also shown.
const said = Object.entries(english).filter(([, said]) => said !== null).map(([key, said]) => [key, [said].flat()[0]]);
const changed = (code) => languages().transform(code, `${root}x.tsx`)?.code.split("\n").slice(1).join("\n");

describe("the English dictionary", () => {
  it("has every phrase of the pages, and no other", () => {
    expect([...used].filter(([key]) => !(key in english)).map(([key, file]) => `${file}: ${key}`)).toEqual([]);
    expect(Object.keys(english).filter((key) => !used.has(key))).toEqual([]);
  });

  it("fills in what the Chinese fills in", () => {
    expect(said.filter(([key, english]) => String(holes(key)) !== String(holes(english)))).toEqual([]);
  });

  it("knows every kind, attribute and programme of the content by name", () => {
    const content = fileURLToPath(new URL("../../content/", import.meta.url));
    const read = (folder) => readdirSync(`${content}${folder}`).map((file) => parse(readFileSync(`${content}${folder}/${file}`, "utf8")));
    const named = ({ name, attributes = [], fields = [], groups = [] }) => [name, ...[...attributes, ...fields, ...groups].flatMap(named)];
    const names = [...read("kinds"), ...read("programmes/cn").map(({ name }) => ({ name }))].flatMap(named).filter(Boolean);
    const known = JSON.parse(readFileSync(`${root}language/data.en.json`, "utf8"));
    expect(names.length).toBeGreaterThan(500);
    expect([...new Set(names.filter((name) => !(name in known)))]).toEqual([]);
  });

  it("is in English", () => {
    // Names that stand in brackets or quotation marks, and short names of titles.
    const bare = (english) => english.replace(/\([^)]*\)|“[^”]*”/g, "");
    expect(said.filter(([, english]) => /\p{Script=Han}/u.test(bare(english)))).toEqual([]);
  });
});

describe("looking phrases up", () => {
  it("covers strings, templates and text between elements", () => {
    expect(changed('const a = "共";')).toBe('const a = __word("共");');
    expect(changed("const a = `共 ${n} 条，${`剩${m}`}`;")).toBe('const a = __phrase("共 {0} 条，{1}", n, __phrase("剩{0}", m));');
    expect(changed('<p title="说明">\n  共 <b>{n}</b> 条\n  在此\n</p>')).toBe('<p title={__phrase("说明")}>{__phrase("共")}{" "}<b>{n}</b>{" "}{__phrase("条 在此")}</p>');
  });

  it("covers names that content gives where they are shown, and only there", () => {
    expect(changed("<td key={own.name}>{own.name}</td>")).toBe("<td key={own.name}>{__called(own.name)}</td>");
    expect(changed("<b>{own.name || own.id}</b>")).toBe("<b>{__called(own.name) || own.id}</b>");
    expect(changed("const a = { title: kind.name, value: kind.name, label };")).toBe("const a = { title: __called(kind.name), value: kind.name, label };");
  });

  it("leaves what names something", () => {
    for (const code of ['x === "是"', 'const a = { "是": 1 };', 'a["是"]', 'const a = "是" as const;', 'a.split("、")', 'type A = "是";', 'switch (a) { case "是": }', 'import "./是";']) {
      expect(languages().transform(code, `${root}x.tsx`), code).toBe(null);
    }
  });
});
