import { LinesChart, ScatterChart } from "echarts/charts";
import { AriaComponent, GeoComponent, TooltipComponent } from "echarts/components";
import type { ECharts } from "echarts/core";
import { init, registerMap, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useMemo, useRef } from "react";
import { count } from "../../lib/format";
import { labelSpot } from "../../lib/geo";
import { keepSize } from "../../lib/keepSize";
import type { Placed } from "../../lib/mapData";
import { grid } from "../../lib/mapGrid";
import { kindColour, UNTOLD } from "../../lib/shades";
import { LEAST_SPOTS } from "../../lib/zones";
import type { Acts, Scene } from "./scene";

use([ScatterChart, LinesChart, GeoComponent, TooltipComponent, AriaComponent, SVGRenderer]);

const MAP = "one-map";

/** The same map as vector graphics, where the browser has no WebGL: points gathered by a grid instead of clusters. */
export default function SvgMap({ scene, acts }: { scene: Scene; acts: Acts }) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const latest = useRef({ scene, acts });
  latest.current = { scene, acts };
  const option = useMemo(() => picture(scene), [scene]);

  useEffect(() => {
    if (!frame.current) return;
    const own = init(frame.current, null, { renderer: "svg" });
    chart.current = own;
    own.on("click", (event) => {
      const { scene: now, acts: then } = latest.current;
      const data = event.data as { subjects?: Placed[]; code?: string } | undefined;
      if (data?.subjects) then.onSubjects(data.subjects, data.subjects.length === 1 ? data.subjects[0]!.name : "这一处的主体");
      else {
        const code = data?.code ?? now.outlines.find(({ name }) => name === event.name)?.code;
        if (code && !now.drawing) then.onDistrict(code);
      }
    });
    own.getZr().on("click", (event) => {
      const { scene: now, acts: then } = latest.current;
      if (!now.drawing) return;
      const spot = own.convertFromPixel({ geoIndex: 0 }, [event.offsetX, event.offsetY]);
      if (Array.isArray(spot)) then.onSpot([spot[0]!, spot[1]!]);
    });
    const release = keepSize(frame.current, own);
    return () => {
      release();
      own.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    registerMap(MAP, {
      type: "FeatureCollection",
      features: scene.outlines.map(({ code, name, polygons }) => ({
        type: "Feature",
        properties: { code, name },
        geometry: { type: "MultiPolygon", coordinates: polygons },
      })),
    } as never);
  }, [scene.outlines]);

  useEffect(() => chart.current?.setOption(option, { replaceMerge: ["series"] }), [option]);

  return <div ref={frame} className="svg-map" role="img" aria-label="地图；同样的内容在下面的数据表里" />;
}

function picture(scene: Scene) {
  const { outlines, layers, shaded, selected, zones } = scene;
  return {
    aria: { enabled: true },
    tooltip: { borderColor: "#c3ccd8", textStyle: { color: "#2b3644", fontSize: 13 } },
    geo: {
      map: MAP,
      nameProperty: "name",
      // Equirectangular at 30° N: a degree of longitude is 0.87 of a degree of latitude.
      aspectScale: 0.87,
      roam: true,
      scaleLimit: { min: 1, max: 40 },
      // The names stand on the badges.
      label: { show: false },
      itemStyle: { borderColor: "#ffffff", borderWidth: 1.5, areaColor: UNTOLD },
      emphasis: { label: { show: false }, itemStyle: { areaColor: "#f3c969" } },
      tooltip: { show: true, formatter: ({ name }: { name: string }) => said(scene, name) },
      regions: outlines.map(({ code, name }) => ({
        name,
        itemStyle: {
          areaColor: shaded ? (shaded.get(code)?.colour ?? UNTOLD) : "#dfe7f2",
          ...(code === selected ? { borderColor: "#b35c00", borderWidth: 3 } : {}),
        },
      })),
    },
    // The chart keeps each of these where it came first, and layers come as they are loaded: what lies on what is told by `z`, and the badges
    // are read out first whenever that is.
    series: [
      badges(scene),
      ...layers.map(({ kind, name, subjects }) => ({
        id: `points-${kind}`,
        type: "scatter",
        coordinateSystem: "geo",
        z: 2,
        data: grid(subjects).map(({ spot, subjects: held }) => ({ value: spot, subjects: held, name: told(held, name) })),
        symbolSize: (_: unknown, { data }: { data: { subjects: Placed[] } }) =>
          Math.min(34, 7 + 3.2 * Math.log2(data.subjects.length)),
        itemStyle: { color: kindColour(kind), opacity: 0.85, borderColor: "#ffffff", borderWidth: 1 },
        tooltip: { formatter: ({ name: words }: { name: string }) => words },
      })),
      ...zones
        .filter(({ sort, spots }) => spots.length >= LEAST_SPOTS[sort])
        .map(({ id, name, sort, spots }) => ({
          id,
          name,
          type: "lines",
          coordinateSystem: "geo",
          polyline: true,
          silent: true,
          z: 4,
          data: [{ coords: sort === "zone" ? [...spots, spots[0]] : spots }],
          lineStyle: { color: "#b35c00", width: 3, type: "dashed", opacity: 1 },
        })),
    ],
  };
}

function told(held: readonly Placed[], kind: string): string {
  return held.length === 1 ? held[0]!.name : `${kind} ${count(held.length)}`;
}

function said({ outlines, shaded }: Scene, name: string): string {
  const code = outlines.find((own) => own.name === name)?.code ?? "";
  return shaded?.get(code)?.said ?? name;
}

/** Name and counts of each district, as the other map's badges; those that would lie on each other are moved apart. */
function badges(scene: Scene) {
  const { outlines, rough, layers } = scene;
  const kinds = layers.filter(({ kind }) => [...rough.values()].some((own) => own.has(kind)));
  return {
    id: "badges",
    type: "scatter",
    coordinateSystem: "geo",
    symbolSize: 1,
    z: 3,
    itemStyle: { color: "transparent" },
    labelLayout: { moveOverlap: "shiftY" },
    data: outlines.flatMap(({ code, name, ...rest }) => {
      const spot = labelSpot({ code, name, ...rest });
      if (!spot) return [];
      const told = kinds.flatMap(({ kind }) => {
        const n = rough.get(code)?.get(kind) ?? 0;
        return n > 0 ? [`{${kind.replaceAll("-", "_")}|●} ${count(n)}`] : [];
      });
      return [{ value: spot, code, name, label: { formatter: [`{b|${name}}`, ...told].join(" ") } }];
    }),
    label: {
      show: true,
      color: "#17202c",
      fontSize: 11,
      backgroundColor: "rgba(255,255,255,.9)",
      borderColor: "#c3ccd8",
      borderWidth: 1,
      borderRadius: 9,
      padding: [2, 6],
      rich: {
        b: { fontWeight: 600, fontSize: 11 },
        ...Object.fromEntries(kinds.map(({ kind }) => [kind.replaceAll("-", "_"), { color: kindColour(kind), fontSize: 11 }])),
      },
    },
    tooltip: { formatter: ({ name }: { name: string }) => said(scene, name) },
  };
}
