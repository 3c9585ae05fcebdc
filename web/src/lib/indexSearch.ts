/** What the workbench shows, all of it in the address so that a link leads to the same picture. */
export type IndexSearch = {
  /** Code of the unit in focus. */
  unit?: string;
  /** Codes of the units beside it, parted by commas. */
  against?: string;
  /** The year, in a panel. */
  year?: number;
  /** Weights in place of those of the framework ({@link file://./weights.ts}). */
  w?: string;
};

/** Units beside the one in focus: more lines than these nobody tells apart. */
export const MAX_AGAINST = 4;

/** Reads the address; what is not understood is dropped, so that an old link still opens. */
export function readIndexSearch(raw: Record<string, unknown>): IndexSearch {
  const search: IndexSearch = {};
  const text = (key: string) => {
    const value = raw[key];
    if (typeof value === "number") return String(value);
    return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  };
  const [unit, against, w] = [text("unit"), text("against"), text("w")];
  if (unit) search.unit = unit;
  if (against) search.against = against.split(",").slice(0, MAX_AGAINST).join(",");
  if (w) search.w = w;
  const year = Number(raw["year"]);
  if (Number.isInteger(year) && year > 0 && year < 10_000) search.year = year;
  return search;
}
