import { expect, test } from "vitest";
import { pagesFor } from "./entries";

const names = (typed: string) => pagesFor(typed).map(([, name]) => name);

test("a page is found by part of its name or by initials", () => {
  expect(names("一张")).toEqual(["一张图"]);
  expect(names("YZT")).toEqual(["一张图"]);
  expect(names("zc")).toEqual(["政策", "自测"]);
  expect(names("qyz")).toEqual(["区域总览", "区域指数"]);
  expect(names(" ")).toEqual([]);
  expect(names("没有")).toEqual([]);
});
