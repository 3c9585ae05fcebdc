// The text of a report that was read. The server counts in code points, the browser in UTF-16 units: here they meet.

/** A stretch of the text in code points, as the server says it. */
export type Quoted = { quote: string; offset: number };

export type ReportText = {
  text: string;
  /** Code points that take two units, by their number: what the two ways of counting differ by. */
  wide: readonly number[];
};

export function reportText(text: string): ReportText {
  const wide: number[] = [];
  for (let unit = 0, point = 0; unit < text.length; point += 1) {
    const isWide = (text.codePointAt(unit) ?? 0) > 0xffff;
    if (isWide) wide.push(point);
    unit += isWide ? 2 : 1;
  }
  return { text, wide };
}

/** Where a code point begins in units. */
export function unitOf({ wide }: ReportText, point: number): number {
  let [low, high] = [0, wide.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((wide[middle] ?? 0) < point) low = middle + 1;
    else high = middle;
  }
  return point + low;
}

/** Start and end of a quote, in units. */
export function rangeOf(text: ReportText, { quote, offset }: Quoted): [number, number] {
  const from = unitOf(text, offset);
  return [from, from + quote.length];
}

/** Most characters shown at once: a long report is leafed through, so that no browser stalls on it. */
export const PAGE_CHARS = 30_000;

/** Where pages begin, in units: at the end of a line where there is one near. */
export function pagesOf(text: string, size = PAGE_CHARS): number[] {
  const starts = [0];
  for (;;) {
    const last = starts.at(-1) ?? 0;
    if (text.length - last <= size) return starts;
    const line = text.lastIndexOf("\n", last + size);
    starts.push(line > last ? line + 1 : last + size);
  }
}

/** The page on which a unit stands. */
export function pageAt(starts: readonly number[], unit: number): number {
  let at = starts.length - 1;
  while (at > 0 && (starts[at] ?? 0) > unit) at -= 1;
  return at;
}

export type Mark = { from: number; to: number; key: string };
export type Piece = { text: string; keys: string[] };

/** A page in pieces, each with the marks that lie over it. */
export function piecesOf(text: string, [start, end]: readonly [number, number], marks: readonly Mark[]): Piece[] {
  const own = marks.filter(({ from, to }) => to > start && from < end);
  const cuts = new Set([start, end]);
  for (const { from, to } of own) {
    cuts.add(Math.max(from, start));
    cuts.add(Math.min(to, end));
  }
  const at = [...cuts].sort((a, b) => a - b);
  return at.slice(0, -1).map((from, index) => {
    const to = at[index + 1] ?? end;
    return { text: text.slice(from, to), keys: own.filter((mark) => mark.from <= from && mark.to >= to).map(({ key }) => key) };
  });
}

/** A quote with what stands around it: the sentence is understood without looking the report up. */
export function contextOf(text: ReportText, quoted: Quoted, around = 60): { before: string; quote: string; after: string } {
  const [from, to] = rangeOf(text, quoted);
  const line = (piece: string) => piece.replaceAll("\n", " ");
  return {
    before: (from > around ? "…" : "") + line(text.text.slice(Math.max(0, from - around), from)),
    quote: line(text.text.slice(from, to)),
    after: line(text.text.slice(to, to + around)) + (to + around < text.text.length ? "…" : ""),
  };
}
