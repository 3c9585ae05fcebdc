// The list of programmes: what is looked for and by which facets, all of it in the address.
import type { ProgrammeSummary } from "../api/model";
import { MAX_QUERY_CHARS } from "./listSearch";

/** In the order of the page: key in the address, word on the page. */
export const FACETS = [
  ["level", "层级"],
  ["territory", "适用地域"],
  ["outcome", "可以得到"],
  ["window", "申报期"],
  ["kind", "申报主体"],
  ["force", "效力"],
] as const;
export type FacetKey = (typeof FACETS)[number][0];

export type ProgrammesSearch = { q?: string } & { [K in FacetKey]?: string };

export const OUTCOME_WORD: Record<string, string> = { title: "资格称号", money: "资金或减免", benefit: "其他权益" };

/** Reads the address; what is not understood is dropped, so that an old link still opens. */
export function readProgrammesSearch(raw: Record<string, unknown>): ProgrammesSearch {
  const search: ProgrammesSearch = {};
  for (const key of ["q", ...FACETS.map(([name]) => name)] as (keyof ProgrammesSearch)[]) {
    const value = raw[key];
    const text = typeof value === "string" ? value.trim() : "";
    if (text !== "") search[key] = [...text].slice(0, MAX_QUERY_CHARS).join("");
  }
  return search;
}

/** 全国 is of the state; a code says how far down a territory is: 浙江省 330000, 杭州市 330100, 西湖区 330106. */
export function levelOf(territory: string): string {
  const code = /(\d{6})\s*$/.exec(territory)?.[1];
  if (code === undefined) return territory === "全国" ? "国家" : "其他";
  if (code.endsWith("0000")) return "省级";
  return code.endsWith("00") ? "市级" : "区县级";
}

/** What a programme has of a facet: several outcomes may be. */
export function facetValues(programme: ProgrammeSummary, facet: FacetKey): string[] {
  switch (facet) {
    case "level":
      return [levelOf(programme.territory)];
    case "territory":
      return [programme.territory.replace(/\s*\d{6}\s*$/, "")];
    case "outcome":
      return programme.outcomes.map((outcome) => OUTCOME_WORD[outcome] ?? outcome);
    case "window":
      return [programme.open === null ? "未注明" : programme.open ? "正在申报" : "不在申报期"];
    case "kind":
      return [programme.kind];
    case "force":
      return [programme.in_force ? "现行有效" : "当前不生效"];
  }
}

const fits = (programme: ProgrammeSummary, search: ProgrammesSearch, except?: FacetKey): boolean =>
  FACETS.every(([facet]) => {
    const wanted = search[facet];
    return facet === except || wanted === undefined || facetValues(programme, facet).includes(wanted);
  });

/** The programmes that every chosen facet lets through. */
export function chosen(items: readonly ProgrammeSummary[], search: ProgrammesSearch): ProgrammeSummary[] {
  return items.filter((programme) => fits(programme, search));
}

/** The values of a facet with how many programmes each would leave, the other facets as they are; the most frequent first. */
export function facetCounts(items: readonly ProgrammeSummary[], search: ProgrammesSearch, facet: FacetKey): [string, number][] {
  const counts = new Map<string, number>();
  // A value that is chosen, or that the others shut out, stays in sight with its zero.
  for (const programme of items) for (const value of facetValues(programme, facet)) counts.set(value, counts.get(value) ?? 0);
  for (const programme of items) {
    if (fits(programme, search, facet)) for (const value of facetValues(programme, facet)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** A text in pieces, those that were looked for marked. */
export function marked(text: string, q: string): { text: string; hit: boolean }[] {
  const words = q.split(/\s+/).filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (words.length === 0) return [{ text, hit: false }];
  const pieces = text.split(new RegExp(`(${words.join("|")})`, "gi"));
  return pieces.flatMap((piece, at) => (piece === "" ? [] : [{ text: piece, hit: at % 2 === 1 }]));
}
