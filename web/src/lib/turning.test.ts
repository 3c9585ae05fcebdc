import { expect, test } from "vitest";
import { pageOf } from "./turning";

test("a list is turned page by page, and begins anew", () => {
  const list = [1, 2, 3, 4, 5];
  expect(pageOf(list, 2, 0)).toEqual({ shown: [1, 2], page: 1, pages: 3 });
  expect(pageOf(list, 2, 2)).toEqual({ shown: [5], page: 3, pages: 3 });
  expect(pageOf(list, 2, 3).shown).toEqual([1, 2]);
  expect(pageOf([], 2, 7)).toEqual({ shown: [], page: 1, pages: 1 });
});
