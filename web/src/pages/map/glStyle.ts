import type { LayerSpecification, StyleSpecification } from "maplibre-gl";
import { kindColour, UNTOLD } from "../../lib/shades";

/** Radius of clustering in pixels, and the zoom beyond which every point stands for itself. */
export const CLUSTER_RADIUS = 48;
export const CLUSTER_MAX_ZOOM = 14;
const FONT = ["sans-serif"];

/** No glyph address: signs are drawn by the browser from its own fonts, so that nothing is fetched. */
export function baseStyle(tiles: { url: string; attribution: string } | null): StyleSpecification {
  return {
    version: 8,
    sources: tiles ? { tiles: { type: "raster", tiles: [tiles.url], tileSize: 256, attribution: tiles.attribution } } : {},
    layers: [
      { id: "paper", type: "background", paint: { "background-color": "#f8fafc" } },
      ...(tiles ? [{ id: "tiles", type: "raster" as const, source: "tiles" }] : []),
    ],
  };
}

export const DISTRICT_LAYERS: LayerSpecification[] = [
  {
    id: "district-fill",
    type: "fill",
    source: "districts",
    paint: {
      "fill-color": ["coalesce", ["get", "colour"], UNTOLD],
      // Its edge lies under the line.
      "fill-antialias": false,
    },
  },
  { id: "district-line", type: "line", source: "districts", paint: { "line-color": "#ffffff", "line-width": 1.5 } },
  {
    id: "district-selected",
    type: "line",
    source: "districts",
    filter: ["==", ["get", "code"], ""],
    paint: { "line-color": "#b35c00", "line-width": 3 },
  },
];

/** Clusters, their numbers, and single points of one kind. A street is a ring, a point is full: how exact it is can be seen. */
export function pointLayers(kind: string): LayerSpecification[] {
  const colour = kindColour(kind);
  const source = `points-${kind}`;
  const single: ["!", ["has", string]] = ["!", ["has", "point_count"]];
  return [
    {
      id: `cluster-${kind}`,
      type: "circle",
      source,
      filter: ["has", "point_count"],
      paint: {
        "circle-color": colour,
        "circle-opacity": 0.88,
        "circle-stroke-color": "#ffffff",
        "circle-stroke-width": 1.5,
        "circle-radius": ["interpolate", ["linear"], ["log10", ["get", "point_count"]], 0, 10, 2, 18, 4, 32],
      },
    },
    {
      id: `cluster-count-${kind}`,
      type: "symbol",
      source,
      filter: ["has", "point_count"],
      layout: {
        "text-field": ["get", "point_count_abbreviated"],
        "text-font": FONT,
        "text-size": 12,
        "text-allow-overlap": true,
      },
      paint: { "text-color": "#ffffff" },
    },
    {
      id: `point-${kind}`,
      type: "circle",
      source,
      filter: single,
      paint: {
        "circle-radius": ["match", ["get", "precision"], "point", 5, 7],
        "circle-color": ["match", ["get", "precision"], "point", colour, "rgba(255,255,255,0.55)"],
        "circle-stroke-color": ["match", ["get", "precision"], "point", "#ffffff", colour],
        "circle-stroke-width": ["match", ["get", "precision"], "point", 1.5, 2.5],
      },
    },
  ];
}

export function heatLayer(kind: string): LayerSpecification {
  return {
    id: `heat-${kind}`,
    type: "heatmap",
    source: `heat-${kind}`,
    paint: {
      "heatmap-radius": ["interpolate", ["linear"], ["zoom"], 7, 6, 12, 24],
      "heatmap-intensity": ["interpolate", ["linear"], ["zoom"], 7, 0.4, 12, 1.4],
      "heatmap-opacity": 0.8,
    },
  };
}

export const ZONE_LAYERS: LayerSpecification[] = [
  {
    id: "zone-fill",
    type: "fill",
    source: "zones",
    filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": "#b35c00", "fill-opacity": 0.14 },
  },
  { id: "zone-line", type: "line", source: "zones", paint: { "line-color": "#b35c00", "line-width": 3, "line-dasharray": [2, 1] } },
  {
    id: "zone-name",
    type: "symbol",
    source: "zones",
    layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 13, "symbol-placement": "point" },
    paint: { "text-color": "#7a3f00", "text-halo-color": "#ffffff", "text-halo-width": 2 },
  },
];
