import { expect, test } from "vitest";
import { declutter, type LabelBox } from "./declutter";

const box = (x: number, y: number): LabelBox => ({ x, y, width: 80, height: 20 });

function overlaps(boxes: LabelBox[], shift: number[]): number {
  let n = 0;
  boxes.forEach((a, i) =>
    boxes.forEach((b, j) => {
      if (i < j && Math.abs(a.x - b.x) < 80 && Math.abs(a.y + shift[i]! - b.y - shift[j]!) < 20) n += 1;
    }),
  );
  return n;
}

test("labels that lie on each other are pushed apart, others stay", () => {
  const boxes = [box(0, 0), box(10, 5), box(20, 12), box(300, 0)];
  const shift = declutter(boxes, 80);
  expect(overlaps(boxes, boxes.map(() => 0))).toBeGreaterThan(0);
  expect(overlaps(boxes, shift)).toBe(0);
  expect(shift[3]).toBe(0);
  expect(shift[0]! < shift[1]! + 5 && shift[1]! + 5 < shift[2]! + 12).toBe(true);
});

test("none goes further than allowed", () => {
  const shift = declutter(Array.from({ length: 30 }, () => box(0, 0)), 40);
  expect(Math.max(...shift.map(Math.abs))).toBeLessThanOrEqual(40);
});
