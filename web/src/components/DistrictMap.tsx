import { MapChart } from "echarts/charts";
import { AriaComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import type { ECharts } from "echarts/core";
import { init, registerMap, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { count } from "../lib/format";
import { keepSize } from "../lib/keepSize";
import { tooTight } from "../lib/outlines";
import { useTypeScale } from "../lib/useLarge";

use([MapChart, TooltipComponent, VisualMapComponent, AriaComponent, SVGRenderer]);

export type Place = { code: string; name: string; value: number };
type Props = {
  /** GeoJSON with `code` and `name` on each feature. */
  outlines: unknown;
  places: readonly Place[];
  unit: string;
  onPick?: (code: string) => void;
  /** Size of the names; larger where it is read from afar. */
  fontSize?: number;
};

const MAP = "districts";
const SHADES = ["#e9f0fa", "#b9d0ee", "#7fa8dc", "#3f78c0", "#0b4a9e"];

/** From this share of the darkest shade a label is white. */
const DARK_FROM = 0.6;
const LIGHT_LABEL = { color: "#ffffff", textBorderWidth: 0 } as const;

/** Districts shaded by a number. The page that draws it shows the same numbers as a table. */
export default function DistrictMap({ outlines, places, unit, onPick, fontSize: plain = 11 }: Props) {
  const fontSize = plain * useTypeScale();
  const frame = useRef<HTMLDivElement>(null);
  const pick = useRef(onPick);
  pick.current = onPick;

  useEffect(() => {
    if (!frame.current) return;
    registerMap(MAP, outlines as Parameters<typeof registerMap>[1]);
    const chart: ECharts = init(frame.current, null, { renderer: "svg" });
    const tight = tooTight(outlines);
    const most = Math.max(1, ...places.map((place) => place.value));
    chart.setOption({
      aria: {
        enabled: true,
        label: { description: `各区县${unit}数：${places.map((p) => `${p.name} ${p.value}`).join("，")}` },
      },
      tooltip: {
        borderColor: "#c3ccd8",
        textStyle: { color: "#2b3644", fontSize: 13 },
        formatter: (item: { name: string; value: number }) =>
          Number.isFinite(item.value) ? `${item.name}　${count(item.value)} ${unit}` : `${item.name}　没有记录`,
      },
      visualMap: {
        min: 0,
        max: most,
        orient: "horizontal",
        left: 0,
        bottom: 0,
        itemWidth: 10,
        itemHeight: 120,
        text: [count(most), "0"],
        textStyle: { color: "#586474", fontSize: fontSize + 1 },
        inRange: { color: SHADES },
      },
      series: [
        {
          type: "map",
          map: MAP,
          nameProperty: "name",
          // Equirectangular at 30° N: a degree of longitude is 0.87 of a degree of latitude.
          aspectScale: 0.87,
          top: 6,
          bottom: 44,
          left: 6,
          right: 6,
          selectedMode: false,
          label: { show: true, color: "#17202c", fontSize, textBorderColor: "rgba(255,255,255,.85)", textBorderWidth: 2 },
          itemStyle: { borderColor: "#ffffff", borderWidth: 1, areaColor: "#eef1f5" },
          emphasis: { label: { color: "#17202c" }, itemStyle: { areaColor: "#f3c969" } },
          data: places.map(({ name, value }) => ({
            name,
            value,
            label: { show: !tight.has(name), ...(value > most * DARK_FROM ? LIGHT_LABEL : {}) },
          })),
        },
      ],
    });
    chart.on("click", (event) => {
      const place = places.find((candidate) => candidate.name === event.name);
      if (place) pick.current?.(place.code);
    });
    const release = keepSize(frame.current, chart);
    return () => {
      release();
      chart.dispose();
    };
  }, [outlines, places, unit, fontSize]);

  return <div ref={frame} className="map-frame" role="img" aria-label={`各区县${unit}分布图，数值见旁边的表格`} />;
}
