/** What the map shows, all of it in the address so that a link leads to the same picture. */
export type MapSearch = {
  /** Kinds that are drawn, parted by commas; all of them where it is not there. */
  layers?: string;
  /** How subjects are drawn; as points and clusters where it is not there. */
  view?: "heat" | "none";
  /** What districts are shaded by ({@link Shade}). */
  by?: string;
  /** The year; now where it is not there. */
  year?: number;
  /** Code of the district whose subjects are listed; `city`: known to the city only, `none`: not known at all. */
  district?: string;
  /** Drawn by the fallback even where WebGL is there. */
  draw?: "svg";
};

/** A figure of districts: a yearly number of a kind, a count of subjects, or how many meet a programme. */
export type Shade =
  | { sort: "count"; kind: string }
  | { sort: "number"; kind: string; attribute: string; measure: "sum" | "median" | "stated" }
  | { sort: "programme"; programme: string };

const MEASURES = ["sum", "median", "stated"] as const;

export function readShade(text: string | undefined): Shade | null {
  const [sort, first, second, third] = (text ?? "").split("|");
  if (!first) return null;
  if (sort === "count") return { sort, kind: first };
  if (sort === "programme") return { sort, programme: first };
  const measure = MEASURES.find((known) => known === third);
  if (sort === "number" && second && measure) return { sort, kind: first, attribute: second, measure };
  return null;
}

export function writeShade(shade: Shade): string {
  switch (shade.sort) {
    case "count":
      return `count|${shade.kind}`;
    case "programme":
      return `programme|${shade.programme}`;
    default:
      return `number|${shade.kind}|${shade.attribute}|${shade.measure}`;
  }
}

/** Reads the address; what is not understood is dropped, so that an old link still opens. */
export function readMapSearch(raw: Record<string, unknown>): MapSearch {
  const search: MapSearch = {};
  const text = (key: string) => {
    const value = raw[key];
    if (typeof value === "number") return String(value);
    return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  };
  const layers = text("layers");
  if (layers) search.layers = layers;
  if (raw["view"] === "heat" || raw["view"] === "none") search.view = raw["view"];
  const by = text("by");
  if (by && readShade(by)) search.by = by;
  const year = Number(raw["year"]);
  if (Number.isInteger(year) && year > 1900 && year < 2200) search.year = year;
  const district = text("district");
  if (district) search.district = district;
  if (raw["draw"] === "svg") search.draw = "svg";
  return search;
}
