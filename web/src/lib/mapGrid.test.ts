import { expect, test } from "vitest";
import type { Placed } from "./mapData";
import { grid } from "./mapGrid";

const at = (spot: [number, number] | null) => ({ name: String(spot), spot }) as unknown as Placed;

test("points of one cell stand together at their middle; what has no point is left out", () => {
  const cells = grid([at([0.1, 0.1]), at([0.3, 0.5]), at([1.5, 0.1]), at(null)], 1);
  expect(cells.map(({ subjects }) => subjects.length)).toEqual([2, 1]);
  expect(cells[0]!.spot[0]).toBeCloseTo(0.2);
  expect(cells[0]!.spot[1]).toBeCloseTo(0.3);
});
