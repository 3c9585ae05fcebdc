/** What the page of data shows. */
export type DataSearch = {
  /** 冲突 or 谁是谁; import and sources where it is not there. */
  view?: "conflicts" | "who";
  /** Kind of the subjects that are looked at; enterprises where it is not there. */
  kind?: string;
  /** Only conflicts of this attribute. */
  attribute?: string;
  page?: number;
};

export const DATA_VIEWS = ["conflicts", "who"] as const;

/** Reads the address; what is not understood is dropped, so that an old link still opens. */
export function readDataSearch(raw: Record<string, unknown>): DataSearch {
  const search: DataSearch = {};
  const view = DATA_VIEWS.find((known) => known === raw["view"]);
  if (!view) return search;
  search.view = view;
  const { kind, attribute } = raw;
  if (typeof kind === "string" && /^[a-z_-]+$/.test(kind) && kind !== "enterprise") search.kind = kind;
  if (view === "conflicts") {
    if (typeof attribute === "string" && attribute.trim() !== "") search.attribute = attribute.trim();
    const page = Number(raw["page"]);
    if (Number.isInteger(page) && page > 1) search.page = page;
  }
  return search;
}
