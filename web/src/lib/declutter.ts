export type LabelBox = { x: number; y: number; width: number; height: number };

/** Rounds of pushing apart: labels of a city's centre settle long before. */
const ROUNDS = 60;
const GAP = 2;

/** How far each label (given by its middle) goes up or down so that none lies on another; sideways they stay at their place. */
export function declutter(boxes: readonly LabelBox[], most: number): number[] {
  const shift = boxes.map(() => 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    let still = true;
    for (let a = 0; a < boxes.length; a += 1) {
      for (let b = a + 1; b < boxes.length; b += 1) {
        const [one, two] = [boxes[a]!, boxes[b]!];
        if (Math.abs(one.x - two.x) >= (one.width + two.width) / 2 + GAP) continue;
        // Who stands further north stays further north.
        const [north, south] = one.y <= two.y ? [a, b] : [b, a];
        const apart = boxes[south]!.y + shift[south]! - (boxes[north]!.y + shift[north]!);
        const short = (one.height + two.height) / 2 + GAP - apart;
        if (short <= 0) continue;
        still = false;
        shift[north] = clamp(shift[north]! - short / 2, most);
        shift[south] = clamp(shift[south]! + short / 2, most);
      }
    }
    if (still) break;
  }
  return shift;
}

const clamp = (value: number, most: number) => Math.max(-most, Math.min(most, value));
