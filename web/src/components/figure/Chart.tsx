import { BarChart, LineChart, ParallelChart, RadarChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, ParallelComponent, RadarComponent, TooltipComponent } from "echarts/components";
import type { EChartsCoreOption } from "echarts/core";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { keepSize } from "../../lib/keepSize";
import { INK } from "../../theme";

use([
  BarChart,
  LineChart,
  ParallelChart,
  RadarChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  ParallelComponent,
  RadarComponent,
  TooltipComponent,
  SVGRenderer,
]);

type Props = { option: EChartsCoreOption; height: number; label: string };

/** A chart drawn as SVG; the figure around it has the same numbers as a table. */
export default function Chart({ option, height, label }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!frame.current) return;
    const chart = init(frame.current, null, { renderer: "svg" });
    chart.setOption({
      animationDuration: 200,
      textStyle: { color: INK.plain, fontFamily: "inherit" },
      aria: { enabled: true, label: { description: label } },
      ...option,
    });
    const release = keepSize(frame.current, chart);
    return () => {
      release();
      chart.dispose();
    };
  }, [option, label]);
  return <div ref={frame} style={{ height }} role="img" aria-label={label} />;
}
