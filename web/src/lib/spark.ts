/** Points of a small line chart in a box: one per year with a value; a missing year leaves a gap, never a zero. */
export type Point = { x: number; y: number };

/** Segments of consecutive known values, scaled into width × height with `pad` on all sides. */
export function segments(
  values: readonly (number | null)[],
  width: number,
  height: number,
  pad: number,
): Point[][] {
  const known = values.filter((value): value is number => value !== null);
  if (known.length < 2) return [];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = (index: number) => pad + (index * (width - 2 * pad)) / Math.max(1, values.length - 1);
  const y = (value: number) =>
    high === low ? height / 2 : height - pad - ((value - low) / (high - low)) * (height - 2 * pad);
  const found: Point[][] = [];
  let current: Point[] = [];
  values.forEach((value, index) => {
    if (value === null) {
      if (current.length > 0) found.push(current);
      current = [];
    } else current.push({ x: x(index), y: y(value) });
  });
  if (current.length > 0) found.push(current);
  return found;
}
