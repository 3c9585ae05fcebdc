import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { MapFigures, MapInfo, MapSubjects } from "../../api/model";
import { mapFiguresQuery, mapSubjectsQuery } from "../../api/reads";
import { count } from "../../lib/format";
import type { Outline } from "../../lib/geo";
import { counts, type Placed, placed, placeKey } from "../../lib/mapData";
import { type MapSearch, readShade, type Shade } from "../../lib/mapSearch";
import { shadeOf, type Step, stepsOf, UNTOLD } from "../../lib/shades";
import type { Layer, Shaded } from "./scene";

/** A figure of every district, whatever it was computed from. */
export type AreaFigure = { name: string; codes: readonly string[]; changed: boolean; value: number | null; text: string; basis: string };

export type Told = {
  title: string;
  figures: AreaFigure[];
  steps: Step[];
  /** Unit of the steps where they are no plain numbers. */
  unit: string;
  notes: readonly string[];
  sources: MapFigures["sources"];
};

/** The kinds that the address asks for; all that there are where it says nothing. */
export function chosenKinds(info: MapInfo, search: MapSearch): string[] {
  const all = info.layers.map(({ kind }) => kind);
  if (search.layers === undefined) return all;
  const asked = search.layers.split(",");
  return all.filter((kind) => asked.includes(kind));
}

export function useLayers(info: MapInfo, search: MapSearch) {
  const kinds = chosenKinds(info, search);
  const queries = useQueries({ queries: kinds.map((kind) => mapSubjectsQuery(kind)) });
  const raw = queries.flatMap(({ data }) => data ?? []);
  const key = raw.map(({ kind, ids }) => `${kind} ${ids.length}`).join(",");
  const { year } = search;
  const layers = useMemo<Layer[]>(
    () => raw.map((layer: MapSubjects) => ({ kind: layer.kind, name: layer.name, subjects: placed(layer, year) })),
    // By key: useQueries answers with new lists on every render.
    [key, year],
  );
  return {
    layers,
    raw,
    loading: queries.some(({ isPending }) => isPending),
    error: queries.find(({ error }) => error)?.error ?? null,
  };
}

/** Where subjects are known to the district or less, by place and kind. */
export function useRough(layers: readonly Layer[]) {
  return useMemo(() => counts(layers.flatMap(({ subjects }) => subjects.filter(({ spot }) => spot === null))), [layers]);
}

/** The figures that districts are shaded by. */
export function useShade(info: MapInfo, search: MapSearch, layers: readonly Layer[]) {
  const shade = readShade(search.by);
  const asked = figuresAsked(shade, info, search.year);
  const query = useQuery({ ...mapFiguresQuery(asked ?? { programme: "" }), enabled: asked !== null });
  const told = useMemo<Told | null>(() => {
    if (shade?.sort === "count") return counted(info, layers, shade.kind, search.year);
    return asked && query.data ? fromServer(query.data) : null;
  }, [search.by, search.year, query.data, layers, info]);
  return { shade, told, loading: asked !== null && query.isFetching, error: query.error, year: asked && "year" in asked ? asked.year : undefined };
}

/** What to ask the server; null where the figures are counted here or nothing is asked. An indicator is of its latest year unless told. */
function figuresAsked(shade: Shade | null, info: MapInfo, year: number | undefined) {
  if (shade?.sort === "programme") return { programme: shade.programme };
  if (shade?.sort !== "number") return null;
  const { kind, attribute, measure } = shade;
  const indicator = info.indicators.find((own) => own.kind === kind && own.attribute === attribute);
  const latest = indicator?.years.at(-1);
  return latest === undefined ? null : { kind, attribute, measure, year: year ?? latest };
}

function counted(info: MapInfo, layers: readonly Layer[], kind: string, year: number | undefined): Told {
  const layer = layers.find((own) => own.kind === kind);
  const by = new Map<string, Placed[]>();
  for (const subject of layer?.subjects ?? []) {
    const key = placeKey(subject);
    const own = by.get(key);
    if (own) own.push(subject);
    else by.set(key, [subject]);
  }
  const name = info.layers.find((own) => own.kind === kind)?.name ?? kind;
  const figures = info.districts.map((district) => {
    const own = by.get(district.code) ?? [];
    const examples = own.filter(({ example }) => example).length;
    const basis = examples > 0 ? `其中示例 ${count(examples)}` : "";
    return { name: district.name, codes: [district.code], changed: false, value: own.length, text: count(own.length), basis };
  });
  const rest = (by.get("city")?.length ?? 0) + (by.get("none")?.length ?? 0);
  return {
    title: year === undefined ? `${name}数` : `${year} 年末的${name}数`,
    figures,
    steps: stepsFor(figures),
    unit: "",
    notes: rest > 0 ? [`另有 ${count(rest)} 个只知在市内或区县未知，没有算进任何区县`] : [],
    sources: [],
  };
}

function fromServer(data: MapFigures): Told {
  const figures = data.areas.map((area) => ({
    name: area.name,
    codes: area.codes,
    changed: area.changed,
    value: area.value === null ? null : Number(area.value),
    text: area.text ?? "未知",
    basis: basisOf(area),
  }));
  const changed = data.areas.some((area) => area.changed);
  return {
    title: data.year === null ? data.title : `${data.year} 年${data.title}`,
    figures,
    steps: stepsFor(figures),
    unit: data.unit === "" ? "%" : data.unit,
    notes: [...data.notes, ...(changed ? ["当年的区县与今天不同：几个区县合成一片的，只有都公布了可以相加的数才有值"] : [])],
    sources: data.sources,
  };
}

function basisOf({ known, unknown, examples }: MapFigures["areas"][number]): string {
  if (known + unknown === 0) return "没有数";
  const parts = [`已知 ${count(known)}`];
  if (unknown > 0) parts.push(`未知 ${count(unknown)}`);
  if (examples > 0) parts.push(`其中示例 ${count(examples)}`);
  return parts.join("，");
}

function stepsFor(figures: readonly AreaFigure[]): Step[] {
  const known = figures.flatMap(({ value }) => (value === null ? [] : [value]));
  return stepsOf(Math.min(0, ...known), Math.max(0, ...known), known.every(Number.isInteger));
}

/** A colour and a sentence for each district of today. */
export function shadedOf(told: Told | null, outlines: readonly Outline[]): ReadonlyMap<string, Shaded> | null {
  if (!told) return null;
  const found = new Map<string, Shaded>();
  for (const figure of told.figures) {
    const said = `${figure.changed ? `${figure.name}（区划调整前）` : figure.name}　${figure.text}`;
    for (const code of figure.codes) found.set(code, { colour: shadeOf(figure.value, told.steps), said });
  }
  for (const { code, name } of outlines) if (!found.has(code)) found.set(code, { colour: UNTOLD, said: `${name}　没有数` });
  return found;
}
