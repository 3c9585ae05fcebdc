// Subjects on the map, out of the columns that the server sends.
import type { MapSubjects } from "../api/model";
import type { FeatureCollection, Point } from "geojson";
import type { Spot } from "./geo";
import { inPolygon, type Ring } from "./geo";

export type Placed = {
  kind: string;
  id: string;
  name: string;
  example: boolean;
  /** Code of the district, or of the city; null: unknown. */
  code: string | null;
  place: string;
  class: string | null;
  precision: MapSubjects["precisions"][number];
  spot: Spot | null;
};

export const PRECISION_WORD: Record<Placed["precision"], string> = {
  point: "点位",
  street: "街道",
  unstated: "有坐标，精度未注明",
  district: "只到区县",
  city: "只到市",
  unknown: "未知",
};

/** Whether a subject was there in a year. Of whom it is not known since when is always shown: unknown is not "later". */
export function isThere(since: number | null | undefined, year: number | undefined): boolean {
  return year === undefined || since === null || since === undefined || since <= year;
}

/** The subjects of a layer in a year. */
export function placed(layer: MapSubjects, year: number | undefined): Placed[] {
  const found: Placed[] = [];
  layer.ids.forEach((id, at) => {
    if (!isThere(layer.since[at], year)) return;
    const place = layer.place_list[layer.places[at] ?? -1];
    const [longitude, latitude] = [layer.longitudes[at], layer.latitudes[at]];
    const word = layer.classes[at];
    found.push({
      kind: layer.kind,
      id,
      name: layer.names[at] ?? id,
      example: layer.examples[at] ?? false,
      code: place?.code ?? null,
      place: place?.name ?? "区县未知",
      class: word === null || word === undefined ? null : (layer.class_words[word] ?? null),
      precision: layer.precisions[at] ?? "unknown",
      spot: typeof longitude === "number" && typeof latitude === "number" ? [longitude, latitude] : null,
    });
  });
  return found;
}

/** Since when is not known of how many: the year does not move them. */
export function undated(layer: MapSubjects): number {
  return layer.since.filter((year) => year === null || year === undefined).length;
}

/** Which list a subject belongs to on the map: its district, `city`, or `none`. */
export function placeKey(subject: Placed): string {
  if (subject.code === null) return "none";
  return subject.code.endsWith("00") ? "city" : subject.code;
}

/** How many subjects of each kind in each place. */
export function counts(subjects: readonly Placed[]): Map<string, Map<string, number>> {
  const found = new Map<string, Map<string, number>>();
  for (const subject of subjects) {
    const key = placeKey(subject);
    let kinds = found.get(key);
    if (!kinds) found.set(key, (kinds = new Map()));
    kinds.set(subject.kind, (kinds.get(subject.kind) ?? 0) + 1);
  }
  return found;
}

/** Subjects inside a shape, and how many of the others are placed too roughly to say. */
export function within(subjects: readonly Placed[], ring: Ring): { inside: Placed[]; rough: number } {
  const inside: Placed[] = [];
  let rough = 0;
  for (const subject of subjects) {
    if (!subject.spot) rough += 1;
    else if (inPolygon(subject.spot, [ring])) inside.push(subject);
  }
  return { inside, rough };
}

/** Points as GeoJSON; the properties are what a click has to know. */
export function points(subjects: readonly Placed[]): FeatureCollection<Point> {
  return {
    type: "FeatureCollection",
    features: subjects.flatMap((subject, at) =>
      subject.spot
        ? [
            {
              type: "Feature" as const,
              properties: { at, precision: subject.precision },
              geometry: { type: "Point" as const, coordinates: subject.spot },
            },
          ]
        : [],
    ),
  };
}
