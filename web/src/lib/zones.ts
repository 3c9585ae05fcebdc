// Corridors and zones that a user draws: kept in a file of theirs, never on the server.
import type { FeatureCollection } from "geojson";
import type { Spot } from "./geo";

export type Zone = { id: string; name: string; sort: "corridor" | "zone"; spots: Spot[] };

export const ZONE_WORD: Record<Zone["sort"], string> = { corridor: "走廊（线）", zone: "片区（面）" };
/** Fewest points of each sort. */
export const LEAST_SPOTS: Record<Zone["sort"], number> = { corridor: 2, zone: 3 };
export const MAX_ZONES = 200;
export const MAX_SPOTS = 2_000;

export function toGeoJson(zones: readonly Zone[]): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: zones
      .filter(({ sort, spots }) => spots.length >= LEAST_SPOTS[sort])
      .map(({ id, name, sort, spots }) => ({
        type: "Feature",
        properties: { id, name, kind: sort },
        geometry:
          sort === "corridor"
            ? { type: "LineString", coordinates: spots }
            : // A ring of GeoJSON ends where it began.
              { type: "Polygon", coordinates: [[...spots, spots[0]!]] },
      })),
  };
}

/** Reads a file of shapes: what this page saved, or lines and plain polygons from elsewhere. Throws what is wrong, for people. */
export function fromGeoJson(text: string): Zone[] {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw new Error("文件不是 JSON；请选本页保存的 .geojson 文件，或其他程序导出的 GeoJSON");
  }
  const { features } = (raw ?? {}) as { features?: unknown };
  if (!Array.isArray(features)) throw new Error("文件里没有 features；应是 GeoJSON 的 FeatureCollection");
  if (features.length > MAX_ZONES) throw new Error(`文件里有 ${features.length} 个图形，最多 ${MAX_ZONES} 个`);
  return features.map((feature: unknown, at) => readZone(feature, at + 1));
}

function readZone(feature: unknown, number: number): Zone {
  const where = `第 ${number} 个图形`;
  const { properties, geometry } = (feature ?? {}) as {
    properties?: Record<string, unknown> | null;
    geometry?: { type?: unknown; coordinates?: unknown } | null;
  };
  const name = typeof properties?.["name"] === "string" ? properties["name"] : `图形 ${number}`;
  if (geometry?.type === "LineString") {
    return { id: crypto.randomUUID(), name, sort: "corridor", spots: readSpots(geometry.coordinates, where, 2) };
  }
  if (geometry?.type === "Polygon") {
    const rings = geometry.coordinates as unknown[];
    if (!Array.isArray(rings) || rings.length !== 1) throw new Error(`${where}“${name}”有洞或没有边界；这里只能编辑没有洞的面`);
    const ring = readSpots(rings[0], where, 4);
    const [first, last] = [ring[0]!, ring.at(-1)!];
    const closed = first[0] === last[0] && first[1] === last[1];
    return { id: crypto.randomUUID(), name, sort: "zone", spots: closed ? ring.slice(0, -1) : ring };
  }
  throw new Error(`${where}“${name}”是 ${String(geometry?.type ?? "空的")}；只能读 LineString（线）和 Polygon（面）`);
}

function readSpots(raw: unknown, where: string, least: number): Spot[] {
  if (!Array.isArray(raw) || raw.length < least) throw new Error(`${where}的点太少`);
  if (raw.length > MAX_SPOTS) throw new Error(`${where}有 ${raw.length} 个点，最多 ${MAX_SPOTS} 个`);
  return raw.map((pair: unknown) => {
    const [x, y] = Array.isArray(pair) ? (pair as unknown[]) : [];
    if (!isSpot(x, y)) throw new Error(`${where}有一个点不是经纬度：${JSON.stringify(pair)}；应是 [经度, 纬度]（WGS-84，十进制度）`);
    return [x, y] as Spot;
  });
}

function isSpot(x: unknown, y: unknown): boolean {
  return typeof x === "number" && typeof y === "number" && Math.abs(x) <= 180 && Math.abs(y) <= 90;
}

/** Points as people type them, one a line: 120.12, 30.25. */
export function readSpotLines(text: string): Spot[] {
  return text
    .split(/\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line, at) => {
      const [x, y, ...rest] = line.split(/[,，\s]+/).filter((part) => part !== "").map(Number);
      if (rest.length > 0 || !isSpot(x, y) || Number.isNaN(x) || Number.isNaN(y)) {
        throw new Error(`第 ${at + 1} 行“${line}”不是经纬度；应写“经度, 纬度”，如 120.12, 30.25`);
      }
      return [x!, y!] as Spot;
    });
}

export function writeSpotLines(spots: readonly Spot[]): string {
  return spots.map(([x, y]) => `${x.toFixed(5)}, ${y.toFixed(5)}`).join("\n");
}
