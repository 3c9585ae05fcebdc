// Plane geometry on longitudes and latitudes: enough for a city, where a degree is as good as straight.

export type Spot = [longitude: number, latitude: number];
export type Ring = readonly Spot[];
export type Outline = { code: string; name: string; /** Outer rings with their holes. */ polygons: readonly (readonly Ring[])[] };
export type Box = { west: number; south: number; east: number; north: number };

/** Districts out of GeoJSON; a feature without code or area is passed over. */
export function readOutlines(geojson: unknown): Outline[] {
  const features = (geojson as { features?: unknown[] } | null)?.features ?? [];
  return features.flatMap((feature) => {
    const { properties, geometry } = feature as {
      properties?: { code?: unknown; name?: unknown };
      geometry?: { type?: string; coordinates?: unknown };
    };
    const code = properties?.code;
    if (typeof code !== "string" || !geometry) return [];
    const name = typeof properties?.name === "string" ? properties.name : code;
    const coordinates = geometry.coordinates;
    if (geometry.type === "Polygon") return [{ code, name, polygons: [coordinates as Ring[]] }];
    if (geometry.type === "MultiPolygon") return [{ code, name, polygons: coordinates as Ring[][] }];
    return [];
  });
}

/** Twice the signed area of a ring. */
function doubleArea(ring: Ring): number {
  let sum = 0;
  ring.forEach(([x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length]!;
    sum += x * nextY - nextX * y;
  });
  return sum;
}

/** Whether a point lies in a polygon: inside its outer ring and in none of its holes. */
export function inPolygon([x, y]: Spot, rings: readonly Ring[]): boolean {
  let inside = false;
  // Even-odd over all rings at once: a hole turns it back.
  for (const ring of rings) {
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at, at += 1) {
      const [x1, y1] = ring[at]!;
      const [x2, y2] = ring[before]!;
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    }
  }
  return inside;
}

/** Lines across a district among which the place of its label is looked for. */
const SCAN_LINES = 24;

/** A point well inside a district: the middle of the widest stretch of its largest part, so that a label never stands outside. */
export function labelSpot(outline: Outline): Spot | null {
  const largest = [...outline.polygons].sort(
    (a, b) => Math.abs(doubleArea(b[0] ?? [])) - Math.abs(doubleArea(a[0] ?? [])),
  )[0];
  const ring = largest?.[0];
  if (!ring || ring.length < 3) return null;
  const { south, north } = boxOf([{ ...outline, polygons: [largest] }]);
  let best: { width: number; spot: Spot } | null = null;
  for (let line = 1; line < SCAN_LINES; line += 1) {
    const y = south + ((north - south) * line) / SCAN_LINES;
    const cuts = largest
      .flatMap((own) =>
        own.flatMap(([x1, y1], at) => {
          const [x2, y2] = own[(at + 1) % own.length]!;
          return y1 > y !== y2 > y ? [((x2 - x1) * (y - y1)) / (y2 - y1) + x1] : [];
        }),
      )
      .sort((a, b) => a - b);
    // Near the middle a stretch is worth more: a label belongs there.
    const middle = 1 - Math.abs(line / SCAN_LINES - 0.5);
    for (let at = 0; at + 1 < cuts.length; at += 2) {
      const [from, to] = [cuts[at]!, cuts[at + 1]!];
      const width = (to - from) * middle;
      if (!best || width > best.width) best = { width, spot: [(from + to) / 2, y] };
    }
  }
  return best?.spot ?? null;
}

export function boxOf(outlines: readonly Outline[]): Box {
  const box: Box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const { polygons } of outlines) {
    for (const rings of polygons) {
      for (const [x, y] of rings[0] ?? []) {
        box.west = Math.min(box.west, x);
        box.east = Math.max(box.east, x);
        box.south = Math.min(box.south, y);
        box.north = Math.max(box.north, y);
      }
    }
  }
  return box;
}
