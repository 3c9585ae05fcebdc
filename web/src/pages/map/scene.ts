// What both pictures of the map draw: MapLibre, and ECharts where there is no WebGL.
import type { Outline, Spot } from "../../lib/geo";
import type { Placed } from "../../lib/mapData";
import type { Zone } from "../../lib/zones";

export type Layer = { kind: string; name: string; subjects: readonly Placed[] };

/** A district of today with the figure of the area that it belongs to. */
export type Shaded = { colour: string; /** 余杭区（原）：1,500 家. */ said: string };

export type Scene = {
  outlines: readonly Outline[];
  layers: readonly Layer[];
  /** By code; null: not shaded. */
  shaded: ReadonlyMap<string, Shaded> | null;
  /** By code and kind: subjects that are known to the district only. */
  rough: ReadonlyMap<string, ReadonlyMap<string, number>>;
  heat: boolean;
  zones: readonly Zone[];
  /** The zone being drawn or edited. */
  editing: string | null;
  /** Whether clicks add points to it. */
  drawing: boolean;
  selected: string | null;
  /** A base map from elsewhere; only where the region's settings name one. */
  tiles: { url: string; attribution: string } | null;
};

export type Acts = {
  onDistrict: (code: string) => void;
  onSubjects: (subjects: readonly Placed[], title: string) => void;
  onSpot: (spot: Spot) => void;
  onMoveSpot: (at: number, spot: Spot) => void;
};
