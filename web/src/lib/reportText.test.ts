import { expect, test } from "vitest";
import { contextOf, pageAt, pagesOf, piecesOf, rangeOf, reportText, unitOf } from "./reportText";

test("a place after characters of two units is found", () => {
  // 𠮷 and 😀 take two units each, one code point each.
  const text = reportText("𠮷林省😀研发经费12亿元。");
  expect(text.wide).toEqual([0, 3]);
  const [from, to] = rangeOf(text, { quote: "12亿元", offset: 8 });
  expect(text.text.slice(from, to)).toBe("12亿元");
  expect([0, 1, 3, 4].map((point) => unitOf(text, point))).toEqual([0, 2, 4, 6]);
  expect(unitOf(reportText("全是常用字"), 3)).toBe(3);
});

test("pages end at lines, and every unit is on one", () => {
  const text = "一二三\n四五六七八九十\n甲乙";
  const starts = pagesOf(text, 6);
  expect(starts).toEqual([0, 4, 10]);
  expect(starts.map((start, at) => text.slice(start, starts[at + 1])).join("")).toBe(text);
  expect([0, 3, 4, 9, 13].map((unit) => pageAt(starts, unit))).toEqual([0, 0, 1, 1, 2]);
  expect(pagesOf("", 6)).toEqual([0]);
});

test("marks that overlap cut the page into pieces", () => {
  const marks = [
    { from: 2, to: 6, key: "a" },
    { from: 4, to: 8, key: "b" },
    { from: 20, to: 30, key: "elsewhere" },
  ];
  expect(piecesOf("0123456789", [0, 10], marks)).toEqual([
    { text: "01", keys: [] },
    { text: "23", keys: ["a"] },
    { text: "45", keys: ["a", "b"] },
    { text: "67", keys: ["b"] },
    { text: "89", keys: [] },
  ]);
  expect(piecesOf("0123456789", [5, 10], marks)[0]).toEqual({ text: "5", keys: ["a", "b"] });
  expect(piecesOf("", [0, 0], [])).toEqual([]);
});

test("a quote is shown with what stands around it", () => {
  const text = reportText("前面很长的一句话。\n研发经费396.8亿元，增长5%。后面还有");
  expect(contextOf(text, { quote: "396.8亿元", offset: 14 }, 5)).toEqual({
    before: "… 研发经费",
    quote: "396.8亿元",
    after: "，增长5%…",
  });
});
