// A parameter as a slider: the number and unit that a document writes, a range around it, a step that people think in.

/** A number with its unit, and where a slider may take it. All in the unit that is written: 5 for 5%, 5000 for 5000万元. */
export type Dial = { value: number; unit: string; min: number; max: number; step: number };

/** Steps between nothing and the value of today, about. */
const STEPS = 10;

/** Reads `5%`, `5000万元`, `3年`, `70`; anything else (a date, a word) is no dial. */
export function readDial(text: string): Dial | null {
  const found = /^(-?\d+(?:\.\d+)?)\s*([^\d\s"'@.,-]*)$/u.exec(text.trim());
  if (!found) return null;
  const [, number = "", unit = ""] = found;
  const value = Number(number);
  if (value < 0) return null;
  const step = stepOf(value, unit, number.split(".")[1]?.length ?? 0);
  return { value, unit, min: 0, max: mostOf(value, unit, step), step };
}

/** As a document writes it. */
export function writeDial(value: number, unit: string): string {
  return `${tidy(value)}${unit}`;
}

/** Without the dust of binary fractions: 0.1 + 0.2 is 0.3. */
export function tidy(value: number): number {
  return Number(value.toFixed(6));
}

/** A point for percentages; else 1, 2 or 5 times a power of ten that divides the value, about a tenth of it. */
function stepOf(value: number, unit: string, digits: number): number {
  const finest = 10 ** -digits;
  if (unit === "%") return value < 1 ? Math.max(finest, 0.1) : Math.min(1, digits === 0 ? 1 : finest);
  const wanted = Math.max(value / STEPS, finest);
  for (let power = Math.floor(Math.log10(wanted)); power >= -digits; power -= 1) {
    for (const lead of [5, 2, 1]) {
      const step = tidy(lead * 10 ** power);
      const times = value / step;
      if (step <= wanted && Math.abs(times - Math.round(times)) < 1e-9) return step;
    }
  }
  return finest;
}

/** Twice the value; a share stops at the whole unless it is beyond it already. */
function mostOf(value: number, unit: string, step: number): number {
  const twice = Math.max(value * 2, value + STEPS * step);
  const most = unit === "%" && value < 100 ? Math.min(100, twice) : twice;
  return tidy(Math.ceil(tidy(most / step)) * step);
}

/** A few values around today's, for a grid. */
export function around(dial: Dial): string[] {
  return [-2, -1, 0, 1, 2]
    .map((times) => tidy(dial.value + times * dial.step))
    .filter((value) => value >= dial.min)
    .map((value) => writeDial(value, dial.unit));
}
