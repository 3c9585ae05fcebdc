import { expect, test } from "vitest";
import { dropQuery, keepQuery, readQueries } from "./savedQueries";

const store = (text: string | null = null) => {
  let kept = text;
  return { getItem: () => kept, setItem: (_: string, value: string) => void (kept = value) };
};

test("a query is kept under its name, the newest first, and dropped", () => {
  const kept = store();
  keepQuery(kept, { name: "甲", sql: "select 1" });
  keepQuery(kept, { name: "乙", sql: "select 2" });
  keepQuery(kept, { name: " 甲 ", sql: "select 3" });
  expect(readQueries(kept)).toEqual([
    { name: "甲", sql: "select 3" },
    { name: "乙", sql: "select 2" },
  ]);
  dropQuery(kept, "甲");
  expect(readQueries(kept)).toEqual([{ name: "乙", sql: "select 2" }]);
});

test("what cannot be read is nothing, what cannot be kept is told", () => {
  expect(readQueries(store("{"))).toEqual([]);
  expect(readQueries(store('[1, {"name": "甲"}, null]'))).toEqual([]);
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new Error("quota");
    },
  };
  expect(keepQuery(full, { name: "甲", sql: "x" })).toBe(false);
});
