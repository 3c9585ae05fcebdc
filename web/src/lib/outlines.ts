/** A name needs about this share of the map's width to stand inside its district. */
const LABEL_SHARE = 0.11;

type Box = { west: number; east: number };

/** Names of the districts too narrow to hold their label; the tooltip and the table name them. */
export function tooTight(outlines: unknown): Set<string> {
  const features = (outlines as { features?: unknown[] } | null)?.features ?? [];
  const boxes: { name: string; box: Box }[] = [];
  for (const feature of features) {
    const { properties, geometry } = feature as {
      properties?: { name?: unknown };
      geometry?: { coordinates?: unknown };
    };
    const box: Box = { west: Infinity, east: -Infinity };
    widen(geometry?.coordinates, box);
    if (typeof properties?.name === "string" && box.east > box.west) boxes.push({ name: properties.name, box });
  }
  const west = Math.min(...boxes.map(({ box }) => box.west));
  const east = Math.max(...boxes.map(({ box }) => box.east));
  return new Set(
    boxes.filter(({ box }) => (box.east - box.west) / (east - west) < LABEL_SHARE).map(({ name }) => name),
  );
}

/** Coordinates nest differently for polygons and multipolygons; a pair of numbers is a point in either. */
function widen(coordinates: unknown, box: Box): void {
  if (!Array.isArray(coordinates)) return;
  const [first] = coordinates as unknown[];
  if (typeof first === "number") {
    box.west = Math.min(box.west, first);
    box.east = Math.max(box.east, first);
  } else for (const inner of coordinates) widen(inner, box);
}
