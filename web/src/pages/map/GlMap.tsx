import "maplibre-gl/dist/maplibre-gl.css";
import { type GeoJSONSource, Map as Canvas, Marker, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { useEffect, useRef, useState } from "react";
import { declutter } from "../../lib/declutter";
import { boxOf, labelSpot } from "../../lib/geo";
import { points } from "../../lib/mapData";
import { toGeoJson } from "../../lib/zones";
import { roughLabel } from "./badges";
import { baseStyle, CLUSTER_MAX_ZOOM, CLUSTER_RADIUS, DISTRICT_LAYERS, heatLayer, pointLayers, ZONE_LAYERS } from "./glStyle";
import type { Acts, Scene } from "./scene";

// Without it the map stays blank: the bundler renames the worker's file.
setWorkerUrl(workerUrl);

type Props = { scene: Scene; acts: Acts };

const NOTHING = { type: "FeatureCollection", features: [] } as const;
/** How far a badge may stand from its district, in pixels. */
const MAX_SHIFT = 60;
/** Subjects of a cluster that are listed at once. */
const MAX_LEAVES = 5_000;

/** The map on WebGL: districts, clusters of points, heat, counts of what is known to the district only, and drawn shapes. */
export default function GlMap({ scene, acts }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<Canvas | null>(null);
  const latest = useRef({ scene, acts });
  latest.current = { scene, acts };
  const [said, setSaid] = useState("");

  useEffect(() => {
    if (!frame.current) return;
    const { west, south, east, north } = boxOf(latest.current.scene.outlines);
    const canvas = new Canvas({
      container: frame.current,
      style: baseStyle(latest.current.scene.tiles),
      ...(east > west ? { bounds: [west, south, east, north], fitBoundsOptions: { padding: 24 } } : { center: [105, 35], zoom: 3 }),
      attributionControl: latest.current.scene.tiles ? { compact: false } : false,
      dragRotate: false,
      // Nothing fades in, and the region is drawn once: where there is no graphics card every pass over the map is felt.
      fadeDuration: 0,
      renderWorldCopies: false,
      pitchWithRotate: false,
      locale: { "NavigationControl.ZoomIn": "放大", "NavigationControl.ZoomOut": "缩小", "Map.Title": "地图" },
    });
    canvas.touchZoomRotate.disableRotation();
    canvas.addControl(new NavigationControl({ showCompass: false }), "top-right");
    canvas.addControl(new ScaleControl({ unit: "metric" }), "bottom-right");
    canvas.on("load", () => {
      canvas.addSource("districts", { type: "geojson", data: NOTHING as never, promoteId: "code" });
      DISTRICT_LAYERS.forEach((layer) => canvas.addLayer(layer));
      canvas.addSource("zones", { type: "geojson", data: NOTHING as never });
      ZONE_LAYERS.forEach((layer) => canvas.addLayer(layer));
      setMap(canvas);
    });
    canvas.on("click", (event) => {
      const { scene: now, acts: then } = latest.current;
      if (now.drawing) {
        then.onSpot([event.lngLat.lng, event.lngLat.lat]);
        return;
      }
      void pick(canvas, event.point, now, then);
    });
    canvas.on("mousemove", (event) => {
      // What passes under a hand that moves the map is not asked for.
      if (canvas.isMoving()) return;
      const { scene: now } = latest.current;
      canvas.getCanvas().style.cursor = now.drawing ? "crosshair" : "";
      const code = canvas.getLayer("district-fill") && canvas.queryRenderedFeatures(event.point, { layers: ["district-fill"] })[0]?.properties["code"];
      setSaid(typeof code === "string" ? (now.shaded?.get(code)?.said ?? nameOf(now, code)) : "");
    });
    canvas.on("mouseout", () => setSaid(""));
    // For the measurement of frames, and for people at the browser's console.
    Object.assign(frame.current, { map: canvas });
    return () => {
      setMap(null);
      canvas.remove();
    };
  }, []);

  useDistricts(map, scene);
  useSubjects(map, scene);
  useBadges(map, scene, acts);
  useZones(map, scene, acts);

  return (
    <div className="gl-wrap">
      <div ref={frame} className="gl-map" data-ready={map !== null} role="application" aria-label="地图：方向键移动，加减号缩放；同样的内容在下面的数据表里" />
      {said && <p className="gl-said" aria-hidden>{said}</p>}
    </div>
  );
}

const nameOf = (scene: Scene, code: string) => scene.outlines.find((own) => own.code === code)?.name ?? "";

/** What lies under a click: a cluster, a point, or the district. */
async function pick(canvas: Canvas, at: { x: number; y: number }, scene: Scene, acts: Acts): Promise<void> {
  const near: [[number, number], [number, number]] = [[at.x - 4, at.y - 4], [at.x + 4, at.y + 4]];
  for (const { kind, name, subjects } of scene.layers) {
    const layers = [`cluster-${kind}`, `point-${kind}`].filter((id) => canvas.getLayer(id));
    const [hit] = layers.length > 0 ? canvas.queryRenderedFeatures(near, { layers }) : [];
    if (!hit) continue;
    const source = canvas.getSource<GeoJSONSource>(`points-${kind}`);
    const cluster = hit.properties["cluster_id"];
    const leaves =
      typeof cluster === "number" && source ? await source.getClusterLeaves(cluster, MAX_LEAVES, 0) : [hit];
    const found = leaves.flatMap(({ properties }) => subjects[(properties as { at: number }).at] ?? []);
    acts.onSubjects(found, found.length === 1 ? found[0]!.name : `这一处的${name}`);
    if (typeof cluster === "number" && source && hit.geometry.type === "Point") {
      const zoom = await source.getClusterExpansionZoom(cluster);
      canvas.easeTo({ center: hit.geometry.coordinates as [number, number], zoom: Math.min(zoom, CLUSTER_MAX_ZOOM + 2) });
    }
    return;
  }
  const code = canvas.queryRenderedFeatures([at.x, at.y], { layers: ["district-fill"] })[0]?.properties["code"];
  if (typeof code === "string") acts.onDistrict(code);
}

function useDistricts(map: Canvas | null, { outlines, shaded, selected, tiles }: Scene) {
  useEffect(() => {
    map?.getSource<GeoJSONSource>("districts")?.setData({
      type: "FeatureCollection",
      features: outlines.map(({ code, name, polygons }) => ({
        type: "Feature",
        properties: { code, name, colour: shaded?.get(code)?.colour ?? (shaded ? null : tiles ? "rgba(11, 74, 158, 0.06)" : "#dfe7f2") },
        geometry: { type: "MultiPolygon", coordinates: polygons as never },
      })),
    });
  }, [map, outlines, shaded, tiles]);
  useEffect(() => {
    map?.setFilter("district-selected", ["==", ["get", "code"], selected ?? ""]);
  }, [map, selected]);
}

function useSubjects(map: Canvas | null, { layers, heat }: Scene) {
  useEffect(() => {
    if (!map) return;
    const added: string[] = [];
    for (const { kind, subjects } of layers) {
      const source = heat ? `heat-${kind}` : `points-${kind}`;
      map.addSource(source, {
        type: "geojson",
        data: points(subjects),
        ...(heat ? {} : { cluster: true, clusterRadius: CLUSTER_RADIUS, clusterMaxZoom: CLUSTER_MAX_ZOOM }),
      });
      (heat ? [heatLayer(kind)] : pointLayers(kind)).forEach((layer) => map.addLayer(layer, "zone-fill"));
      added.push(source);
    }
    return () => {
      // A map that was removed has no style any more.
      if (!map.style) return;
      for (const source of added) {
        map.getStyle().layers.forEach((layer) => "source" in layer && layer.source === source && map.removeLayer(layer.id));
        map.removeSource(source);
      }
    };
  }, [map, layers, heat]);
}

/** Counts of what is known to the district only: buttons, so that the keyboard reaches them. */
function useBadges(map: Canvas | null, scene: Scene, acts: Acts) {
  const { outlines, rough, layers, drawing } = scene;
  const pickDistrict = useRef(acts.onDistrict);
  pickDistrict.current = acts.onDistrict;
  useEffect(() => {
    if (!map) return;
    const markers = outlines.flatMap((outline) => {
      const spot = labelSpot(outline);
      const element = spot && roughLabel(outline.name, rough.get(outline.code), layers);
      if (!spot || !element) return [];
      if (drawing) element.style.pointerEvents = "none";
      element.addEventListener("click", (event) => {
        event.stopPropagation();
        pickDistrict.current(outline.code);
      });
      return [new Marker({ element }).setLngLat(spot).addTo(map)];
    });
    const settle = () => {
      const boxes = markers.map((marker) => {
        const { x, y } = map.project(marker.getLngLat());
        const { offsetWidth: width, offsetHeight: height } = marker.getElement();
        return { x, y, width, height };
      });
      const shifts = declutter(boxes, MAX_SHIFT);
      markers.forEach((marker, at) => marker.setOffset([0, shifts[at] ?? 0]));
    };
    settle();
    map.on("zoom", settle);
    return () => {
      map.off("zoom", settle);
      markers.forEach((marker) => marker.remove());
    };
  }, [map, outlines, rough, layers, drawing]);
}

function useZones(map: Canvas | null, scene: Scene, acts: Acts) {
  const { zones, editing } = scene;
  const move = useRef(acts.onMoveSpot);
  move.current = acts.onMoveSpot;
  useEffect(() => {
    map?.getSource<GeoJSONSource>("zones")?.setData(toGeoJson(zones));
  }, [map, zones]);
  useEffect(() => {
    const zone = zones.find(({ id }) => id === editing);
    if (!map || !zone) return;
    const handles = zone.spots.map((spot, at) => {
      const element = document.createElement("span");
      element.className = "zone-handle";
      const marker = new Marker({ element, draggable: true }).setLngLat(spot).addTo(map);
      marker.on("dragend", () => {
        const { lng, lat } = marker.getLngLat();
        move.current(at, [lng, lat]);
      });
      return marker;
    });
    return () => handles.forEach((handle) => handle.remove());
  }, [map, zones, editing]);
}
