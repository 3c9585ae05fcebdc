import { Segmented } from "antd";
import { lazy, Suspense, useMemo, useState } from "react";
import { Loading } from "../../components/Loading";
import { Figure } from "../../components/figure/Figure";
import { score } from "../../lib/ranks";
import type { PanelProps } from "./series";
import { LINES } from "./series";

const Chart = lazy(() => import("../../components/figure/Chart"));

/** Scores or places over the years, of the unit in focus and those beside it. */
export function TrendPanel({ run, focus, against, source, years }: PanelProps & { years: number[] }) {
  const [what, setWhat] = useState<"rank" | "score">("rank");
  const rising = useMemo(() => [...years].sort((a, b) => a - b), [years]);
  const lines = useMemo(
    () =>
      [focus, ...against].map((unit) => ({
        name: unit.name,
        values: rising.map((year) => run.units.find((row) => row.code === unit.code && row.year === year)?.[what] ?? null),
      })),
    [run, focus, against, rising, what],
  );
  const option = useMemo(
    () => ({
      legend: { bottom: 0, icon: "roundRect", show: lines.length > 1 },
      tooltip: {
        trigger: "axis",
        valueFormatter: (value: unknown) =>
          typeof value !== "number" ? "未知" : what === "rank" ? `第 ${value} 位` : score(value),
      },
      grid: { left: 44, right: 20, top: 16, bottom: lines.length > 1 ? 56 : 30 },
      xAxis: { type: "category", data: rising.map(String), boundaryGap: false, axisLine: { lineStyle: { color: "#c3ccd8" } } },
      yAxis: { type: "value", inverse: what === "rank", minInterval: what === "rank" ? 1 : 0, scale: true, min: what === "rank" ? 1 : undefined },
      series: lines.map((line, at) => ({
        name: line.name,
        type: "line",
        data: line.values,
        symbolSize: 6,
        itemStyle: { color: LINES[at] },
        lineStyle: { color: LINES[at], width: at === 0 ? 2.5 : 1.5 },
      })),
    }),
    [lines, rising, what],
  );
  const own = lines[0]?.values ?? [];
  const [first, last] = [own[0], own.at(-1)];
  return (
    <Figure
      title={`${focus.name}：历年${what === "rank" ? "位次" : "得分"}`}
      lead={
        first != null && last != null
          ? what === "rank"
            ? `${rising[0]} 年第 ${first} 位，${rising.at(-1)} 年第 ${last} 位。`
            : `${rising[0]} 年 ${score(first)}，${rising.at(-1)} 年 ${score(last)}；各年用同一把尺，可以相比。`
          : undefined
      }
      source={source}
      table={{
        headings: ["年度", ...lines.map((line) => line.name)],
        rows: rising.map((year, at) => [String(year), ...lines.map((line) => line.values[at] ?? null)]),
      }}
      actions={
        <Segmented
          size="small"
          value={what}
          onChange={setWhat}
          options={[
            { value: "rank", label: "位次" },
            { value: "score", label: "得分" },
          ]}
        />
      }
    >
      <Suspense fallback={<Loading what="图" rows={5} />}>
        <Chart option={option} height={280} label={`${focus.name}历年的${what === "rank" ? "位次" : "得分"}，数值见数据表`} />
      </Suspense>
    </Figure>
  );
}
