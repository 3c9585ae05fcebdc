import { expect, it } from "vitest";
import { readText, toCsv, wordsOf } from "./csv";

it("quotes what needs it and leaves unknown empty", () => {
  expect(toCsv(["名", "数"], [["甲,乙", null], ['说"好"', 0]])).toBe('名,数\r\n"甲,乙",\r\n"说""好""",0\r\n');
});

it("leaves no text that a spreadsheet would run, and numbers as they are", () => {
  expect(toCsv(["名", "变化"], [["=1+1", -2]])).toBe("名,变化\r\n'=1+1,-2\r\n");
});

it("reads GB18030 as well as UTF-8", async () => {
  expect(await readText(new Blob(["杭州"]))).toBe("杭州");
  expect(await readText(new Blob([new Uint8Array([0xba, 0xbc, 0xd6, 0xdd])]))).toBe("杭州");
});

it("lists the words of a column once", () => {
  expect(wordsOf("编号,名称\n1,杭州\n2,南京\n3,杭州\n", ["名称", "place"])).toEqual(["杭州", "南京"]);
  expect(wordsOf("a,b\n1,2\n", ["名称"])).toEqual([]);
});
