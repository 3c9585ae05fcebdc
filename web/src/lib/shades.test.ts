import { expect, test } from "vitest";
import { kindColour, SHADES, shadeOf, stepsOf, UNTOLD } from "./shades";

test("unknown has a colour of its own, which is not that of the least", () => {
  const steps = stepsOf(0, 10, false);
  expect(shadeOf(null, steps)).toBe(UNTOLD);
  expect(shadeOf(0, steps)).toBe(SHADES[0]);
  expect(shadeOf(3.9, steps)).toBe(SHADES[1]);
  expect(shadeOf(10, steps)).toBe(SHADES[4]);
  expect(UNTOLD).not.toBe(SHADES[0]);
});

test("steps join up", () => {
  const told = stepsOf(0, 10, false);
  expect(told[0]).toEqual({ colour: SHADES[0], from: 0, to: 2 });
  expect(told.at(-1)?.to).toBe(10);
});

test("counts have whole steps, no more than there are counts", () => {
  expect(stepsOf(0, 4, true).map(({ from, to }) => [from, to])).toEqual([[0, 0], [1, 1], [2, 2], [3, 3], [4, 4]]);
  expect(stepsOf(0, 1, true)).toHaveLength(2);
  expect(stepsOf(0, 218, true).map(({ from, to }) => [from, to])).toEqual([[0, 43], [44, 87], [88, 131], [132, 175], [176, 219]]);
  expect(shadeOf(2, stepsOf(0, 4, true))).toBe(SHADES[2]);
});

test("a kind that content added has a colour, always the same", () => {
  expect(kindColour("enterprise")).not.toBe(kindColour("platform"));
  expect(kindColour("new-kind")).toBe(kindColour("new-kind"));
});
