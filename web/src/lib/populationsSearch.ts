// What the page of all programmes shows, all of it in the address.
import type { Listing } from "./programmeSearch";
import { readProgrammeSearch } from "./programmeSearch";

export type PopulationsSearch = {
  /** Only subjects of a group. */
  within?: string;
  /** Kind of the subjects. */
  kind?: string;
  /** Column that is sorted by, and the other way round with a minus before it. */
  sort?: string;
  /** The programme whose names are shown, and which of them. */
  programme?: string;
  list?: Listing;
};

export const COLUMNS = ["met", "near", "unknown", "unmet", "not_applicable"] as const;
export type Column = (typeof COLUMNS)[number];

/** Reads the address; what is not understood is dropped, so that an old link still opens. */
export function readPopulationsSearch(raw: Record<string, unknown>): PopulationsSearch {
  const search: PopulationsSearch = {};
  const { within, list } = readProgrammeSearch(raw);
  if (within) search.within = within;
  const { kind, sort, programme } = raw;
  if (typeof kind === "string" && /^[a-z_-]+$/.test(kind)) search.kind = kind;
  if (typeof sort === "string" && COLUMNS.some((known) => known === sort.replace(/^-/, ""))) search.sort = sort;
  if (typeof programme === "string" && programme !== "") {
    search.programme = programme;
    if (list) search.list = list;
  }
  return search;
}
