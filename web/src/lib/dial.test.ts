import { expect, test } from "vitest";
import { around, readDial, writeDial } from "./dial";

test("every form of a parameter that documents use becomes a dial", () => {
  expect(readDial("5%")).toEqual({ value: 5, unit: "%", min: 0, max: 15, step: 1 });
  expect(readDial("60%")).toMatchObject({ max: 100, step: 1 });
  expect(readDial("100%")).toMatchObject({ max: 200 });
  expect(readDial("0.5%")).toMatchObject({ step: 0.1 });
  expect(readDial("12.5%")).toMatchObject({ value: 12.5, step: 0.1 });
  expect(readDial("5000万元")).toEqual({ value: 5000, unit: "万元", min: 0, max: 10000, step: 500 });
  expect(readDial("2亿元")).toMatchObject({ value: 2, unit: "亿元", step: 1 });
  expect(readDial("365天")).toMatchObject({ step: 5 });
  expect(readDial("3年")).toMatchObject({ step: 1, max: 13 });
  expect(readDial("70")).toMatchObject({ unit: "", step: 5 });
  expect(readDial("1500㎡")).toMatchObject({ unit: "㎡", step: 100 });
});

test("the value of today is on a step", () => {
  for (const text of ["5%", "12.5%", "0.5%", "5000万元", "365天", "3年", "70", "65纳米", "1200万元", "4亿元"]) {
    const dial = readDial(text);
    expect(dial).not.toBeNull();
    const times = (dial?.value ?? 0) / (dial?.step ?? 1);
    expect(Math.abs(times - Math.round(times))).toBeLessThan(1e-9);
    expect(dial?.value).toBeLessThan(dial?.max ?? 0);
  }
});

test("dates and words are no dials", () => {
  expect(readDial('@"2026-01-01"')).toBeNull();
  expect(readDial("省级")).toBeNull();
});

test("what is written is what a document writes", () => {
  expect(writeDial(0.1 + 0.2, "%")).toBe("0.3%");
  expect(around({ value: 1, unit: "%", min: 0, max: 15, step: 1 })).toEqual(["0%", "1%", "2%", "3%"]);
});
