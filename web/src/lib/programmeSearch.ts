// What the page of a programme shows, all of it in the address so that a link leads to the same answer.
import type { ParameterAxis, ParameterChange } from "../api/model";

export const VIEWS = ["population", "reform"] as const;
export const LISTINGS = ["met", "near", "unknown", "unmet", "gain", "lose"] as const;
export type Listing = (typeof LISTINGS)[number];

export type ProgrammeSearch = {
  /** Who meets it, or what a reform would change; the clauses where it says nothing. */
  view?: (typeof VIEWS)[number];
  /** What is counted by. */
  by?: string;
  /** Only subjects of a group ({@link readWithin}). */
  within?: string;
  /** Whose names are shown. */
  list?: Listing;
  /** Parameters set otherwise ({@link readSet}). */
  set?: string;
  /** Values that are tried ({@link readGrid}). */
  grid?: string;
};

/** What one can count by, as the API names it. */
export const GROUPINGS = [
  ["行政区划", "区县"],
  ["国民经济行业:门类", "行业门类"],
  ["国民经济行业", "行业大类"],
  ["规模", "规模"],
] as const;

const GROUPS: readonly string[] = GROUPINGS.map(([name]) => name);

/** 区县 for 行政区划. */
export function groupWord(name: string): string {
  return GROUPINGS.find(([known]) => known === name)?.[1] ?? name;
}

/** A code that ends at the city (330100) says no district. */
export function groupName(by: string, label: string, name: string | undefined): string {
  const said = name ?? label;
  return by === "行政区划" && label.endsWith("00") ? `${said}（区县未注明）` : said;
}

/** Reads the address; what is not understood is dropped, so that an old link still opens. */
export function readProgrammeSearch(raw: Record<string, unknown>): ProgrammeSearch {
  const search: ProgrammeSearch = {};
  const { view, by, list } = raw;
  if (VIEWS.some((known) => known === view)) search.view = view as (typeof VIEWS)[number];
  if (typeof by === "string" && GROUPS.includes(by)) search.by = by;
  if (LISTINGS.some((known) => known === list)) search.list = list as Listing;
  for (const key of ["within", "set", "grid"] as const) {
    const text = raw[key];
    if (typeof text === "string" && text.trim() !== "") search[key] = text;
  }
  return search;
}

/** The last colon parts name and value: 国民经济行业:门类:C. */
const halves = (text: string): [string, string][] => {
  const at = text.lastIndexOf(":");
  return at <= 0 || at === text.length - 1 ? [] : [[text.slice(0, at), text.slice(at + 1)]];
};

const parts = (text: string | undefined): [string, string][] => (text ?? "").split(";").flatMap(halves);

/** Nobody told; no code and no word of a group is written so. */
const UNTOLD = "未知" as const;

export type Within = Record<string, string | null>;

/** `行政区划:330106;国民经济行业:门类:C`. */
export function readWithin(text: string | undefined): Within {
  return Object.fromEntries(parts(text).map(([name, label]) => [name, label === UNTOLD ? null : label]));
}

export function writeWithin(within: Within): string | undefined {
  const all = Object.entries(within).map(([name, label]) => `${name}:${label ?? UNTOLD}`);
  return all.length === 0 ? undefined : all.join(";");
}

/** A parameter by the version that it is of and its name. */
export type Named = { programme: string; parameter: string };

/** `科技人员占比下限`; of another version `cn.sme-size.2011/工业人数上限`. */
export const nameOf = ({ programme, parameter }: Named, own: string): string =>
  programme === own ? parameter : `${programme}/${parameter}`;

const named = (text: string, own: string): Named => {
  const at = text.indexOf("/");
  return at < 0 ? { programme: own, parameter: text } : { programme: text.slice(0, at), parameter: text.slice(at + 1) };
};

/** `科技人员占比下限:11%;小型收入上限:8000万元`. */
export function readSet(text: string | undefined, own: string): ParameterChange[] {
  return parts(text).map(([name, value]) => ({ ...named(name, own), value }));
}

export function writeSet(set: readonly ParameterChange[], own: string): string | undefined {
  return set.length === 0 ? undefined : set.map((change) => `${nameOf(change, own)}:${change.value}`).join(";");
}

/** `科技人员占比下限:8%,10%;小型收入上限:5000万元,8000万元`. */
export function readGrid(text: string | undefined, own: string): ParameterAxis[] {
  return parts(text).map(([name, values]) => ({ ...named(name, own), values: values.split(",") }));
}

export function writeGrid(grid: readonly ParameterAxis[], own: string): string | undefined {
  return grid.length === 0 ? undefined : grid.map((axis) => `${nameOf(axis, own)}:${axis.values.join(",")}`).join(";");
}
