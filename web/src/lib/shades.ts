// Colours of the map. A shade is never the only way to read a figure: label, tooltip and table say the number.

/** From little to much; ink on each is chosen in {@link inkOn}. */
export const SHADES = ["#e9f0fa", "#b9d0ee", "#7fa8dc", "#3f78c0", "#0b4a9e"] as const;
/** A district of which nothing is known: grey, not the shade of zero. */
export const UNTOLD = "#eef1f5";

const KIND_COLOURS: Record<string, string> = {
  enterprise: "#0b4a9e",
  institution: "#8a5300",
  platform: "#1b6e3c",
  carrier: "#7b2d8e",
  space: "#9a3412",
  instrument: "#0f6674",
};
const OTHERS = ["#a3195b", "#4d4b8f", "#5a5a1c", "#47525e"] as const;

export function kindColour(kind: string): string {
  const known = KIND_COLOURS[kind];
  if (known) return known;
  // The same kind has the same colour wherever it stands in a list.
  const sum = [...kind].reduce((total, sign) => total + sign.charCodeAt(0), 0);
  return OTHERS[sum % OTHERS.length]!;
}

export type Step = { colour: string; from: number; to: number };

/** Equal steps from the least to the most; of whole numbers (counts) each step is whole numbers, and there may be fewer. */
export function stepsOf(least: number, most: number, whole: boolean): Step[] {
  if (!whole) {
    const width = (most - least) / SHADES.length;
    return SHADES.map((colour, at) => ({ colour, from: least + width * at, to: least + width * (at + 1) }));
  }
  const width = Math.max(1, Math.ceil((most - least + 1) / SHADES.length));
  return SHADES.map((colour, at) => ({ colour, from: least + width * at, to: least + width * (at + 1) - 1 })).filter(
    ({ from }) => from <= most,
  );
}

/** The shade of a value; unknown has one of its own. */
export function shadeOf(value: number | null, steps: readonly Step[]): string {
  if (value === null) return UNTOLD;
  return ([...steps].reverse().find(({ from }) => value >= from) ?? steps[0])?.colour ?? UNTOLD;
}
