import type { Status } from "../api/model";
import { isStatus } from "./status";

/** What a list shows, all of it in the address so that a link leads to the same rows. */
export type ListSearch = {
  q?: string;
  district?: string;
  industry?: string;
  programme?: string;
  status?: Status;
  sort?: string;
  order?: "asc" | "desc";
  page?: number;
  size?: number;
};

export const PAGE_SIZES = [20, 50, 100, 200] as const;
export const DEFAULT_SIZE = 20;
/** As on the server: a longer search is cut before it is refused. */
export const MAX_QUERY_CHARS = 100;

/** Reads the address; what is not understood is dropped, so that an old link still opens. */
export function readListSearch(raw: Record<string, unknown>): ListSearch {
  const search: ListSearch = {};
  const text = (key: string): string | undefined => {
    const value = raw[key];
    // The router reads bare digits as a number: district=330106.
    if (typeof value === "number") return String(value);
    return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  };
  const q = text("q");
  if (q) search.q = [...q].slice(0, MAX_QUERY_CHARS).join("");
  const district = text("district");
  if (district) search.district = district;
  const industry = text("industry");
  if (industry) search.industry = industry;
  const programme = text("programme");
  if (programme) search.programme = programme;
  if (programme && isStatus(raw["status"])) search.status = raw["status"];
  const sort = text("sort");
  if (sort) search.sort = sort;
  if (sort && (raw["order"] === "asc" || raw["order"] === "desc")) search.order = raw["order"];
  const page = Number(raw["page"]);
  if (Number.isInteger(page) && page > 1) search.page = page;
  const size = Number(raw["size"]);
  if (PAGE_SIZES.some((known) => known === size) && size !== DEFAULT_SIZE) search.size = size;
  return search;
}

/** A changed filter shows its first page; a status without its programme says nothing. */
export function refine(search: ListSearch, change: Partial<ListSearch>): ListSearch {
  const merged: Record<string, unknown> = { ...search, ...change };
  if (!("page" in change)) delete merged["page"];
  return readListSearch(merged);
}
