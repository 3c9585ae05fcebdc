// Points gathered by a grid of the ground: what the fallback draws in place of clusters.
import type { Spot } from "./geo";
import type { Placed } from "./mapData";

export type Cell = { spot: Spot; subjects: Placed[] };

/** Side of a cell in degrees: a few hundred marks over a city. */
const SIDE = 0.02;

/** The subjects of each cell at the middle of their own points. */
export function grid(subjects: readonly Placed[], side = SIDE): Cell[] {
  const cells = new Map<string, Cell>();
  for (const subject of subjects) {
    if (!subject.spot) continue;
    const [x, y] = subject.spot;
    const key = `${Math.floor(x / side)} ${Math.floor(y / side)}`;
    const cell = cells.get(key);
    if (!cell) cells.set(key, { spot: [x, y], subjects: [subject] });
    else {
      cell.subjects.push(subject);
      const n = cell.subjects.length;
      cell.spot = [cell.spot[0] + (x - cell.spot[0]) / n, cell.spot[1] + (y - cell.spot[1]) / n];
    }
  }
  return [...cells.values()];
}
