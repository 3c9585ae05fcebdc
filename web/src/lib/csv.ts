// Tables as text: what is copied out of a chart, and what a user hands in.

export type Cell = string | number | null | undefined;

// A text that a spreadsheet program would take for a formula is marked as text, as the program's own files do.
const inert = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const quoted = (cell: Cell): string => {
  const text = typeof cell === "string" ? inert(cell) : String(cell ?? "");
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Rows as CSV; unknown is an empty cell, never 0. */
export function toCsv(headings: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [headings, ...rows].map((row) => row.map(quoted).join(",")).join("\r\n") + "\r\n";
}

/** The text of a file as a person's machine wrote it: UTF-8, else GB18030. */
export async function readText(file: Blob): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/** The distinct words of a column, in the order of the table; of simple CSV only, for lists to choose from. */
export function wordsOf(csv: string, names: readonly string[]): string[] {
  const [head = "", ...lines] = csv.split(/\r?\n/);
  const at = head.split(",").findIndex((heading) => names.includes(heading.trim()));
  if (at < 0) return [];
  return [...new Set(lines.map((line) => line.split(",")[at]?.trim() ?? "").filter((word) => word !== ""))];
}
