/** A stretch of text: as it was, gone, or new. */
export type Piece = { kind: "same" | "gone" | "new"; text: string };

/** The marks of a difference: `[-…-]` went, `{+…+}` came. */
const MARKS = /\[-(.*?)-\]|\{\+(.*?)\+\}/gs;

/** A sentence of a difference in pieces; what is not closed is text like any other. */
export function pieces(text: string): Piece[] {
  const out: Piece[] = [];
  let last = 0;
  for (const mark of text.matchAll(MARKS)) {
    if (mark.index > last) out.push({ kind: "same", text: text.slice(last, mark.index) });
    const [whole, gone, fresh] = mark;
    out.push(gone === undefined ? { kind: "new", text: fresh ?? "" } : { kind: "gone", text: gone });
    last = mark.index + whole.length;
  }
  if (last < text.length) out.push({ kind: "same", text: text.slice(last) });
  return out;
}
