import { lazy, Suspense, useMemo } from "react";
import { Loading } from "../../components/Loading";
import { Figure } from "../../components/figure/Figure";
import { interval, score } from "../../lib/ranks";
import { useTypeScale } from "../../lib/useLarge";
import type { PanelProps } from "./series";
import { LINES, median, pillars, scoreOf } from "./series";

const Chart = lazy(() => import("../../components/figure/Chart"));

/** 单位卡: the shape of one unit, beside others and beside the median of all. */
export function ProfilePanel({ detail, run, year, focus, against, source }: PanelProps) {
  const axes = useMemo(() => pillars(detail, run), [detail, run]);
  const codes = useMemo(() => run.units.filter((unit) => unit.year === year).map(({ code }) => code), [run, year]);
  const lines = useMemo(() => {
    const units = [focus, ...against].map((unit) => ({
      name: unit.name,
      values: axes.map((axis) => scoreOf(run, unit.code, year, axis.id)),
    }));
    const middle = axes.map((axis) => median(codes.map((code) => scoreOf(run, code, year, axis.id))));
    return [...units, { name: "各单位中位数", values: middle }];
  }, [run, year, focus, against, axes, codes]);
  const scale = useTypeScale();
  const option = useMemo(() => radar(axes.map((axis) => axis.name), lines, scale), [axes, lines, scale]);
  const own = lines[0]?.values ?? [];
  const gaps = axes
    .map((axis, at) => ({ name: axis.name, gap: (own[at] ?? NaN) - (lines.at(-1)?.values[at] ?? NaN) }))
    .filter(({ gap }) => Number.isFinite(gap))
    .sort((a, b) => a.gap - b.gap);
  const [worst, best] = [gaps[0], gaps.at(-1)];
  if (axes.length === 0) return null;
  return (
    <Figure
      title={`${focus.name}：画像`}
      lead={
        <>
          {`第 ${focus.rank ?? "未知"} 位（区间 ${interval(focus.low, focus.high)}），得分 ${score(focus.score)}。`}
          {best && worst && best.gap > 0 && ` 最强的是${best.name}（比中位数高 ${best.gap.toFixed(1)}）`}
          {best && worst && worst.gap < 0 && `，最弱的是${worst.name}（低 ${(-worst.gap).toFixed(1)}）`}
          {best && "。"}
        </>
      }
      source={source}
      table={{
        headings: ["方面", ...lines.map((line) => line.name)],
        rows: axes.map((axis, at) => [axis.name, ...lines.map((line) => line.values[at] ?? null)]),
      }}
    >
      <Suspense fallback={<Loading what="图" rows={6} />}>
        <Chart option={option} height={360} label={`${focus.name}各方面的得分，数值见数据表`} />
      </Suspense>
    </Figure>
  );
}

type Line = { name: string; values: (number | null)[] };

function radar(names: string[], lines: Line[], scale: number) {
  const known = lines.flatMap((line) => line.values).flatMap((value) => (value === null ? [] : [value]));
  const max = Math.max(...known, 0);
  const min = Math.min(...known, 0);
  const last = lines.length - 1;
  const colour = (at: number) => (at === last ? "#8a94a3" : (LINES[at] ?? "#525252"));
  // Two axes make no area: bars say the same.
  if (names.length < 3) {
    return {
      legend: { bottom: 0, icon: "roundRect", textStyle: { fontSize: 12 * scale } },
      grid: { left: 110, right: 30, top: 10, bottom: 50 },
      tooltip: { trigger: "axis" },
      xAxis: { type: "value" },
      yAxis: { type: "category", data: names, inverse: true },
      series: lines.map((line, at) => ({ name: line.name, type: "bar", data: line.values, itemStyle: { color: colour(at) }, barMaxWidth: 18 })),
    };
  }
  return {
    legend: { bottom: 0, icon: "roundRect", textStyle: { fontSize: 12 * scale } },
    tooltip: { trigger: "item", valueFormatter: (value: unknown) => score(typeof value === "number" ? value : null) },
    radar: {
      center: ["50%", "47%"],
      radius: "66%",
      indicator: names.map((name) => ({ name, max, min })),
      axisName: { color: "#2b3644", fontSize: 13 * scale },
      splitArea: { areaStyle: { color: ["#ffffff", "#f8fafc"] } },
      splitLine: { lineStyle: { color: "#e3e8ef" } },
      axisLine: { lineStyle: { color: "#e3e8ef" } },
    },
    series: [
      {
        type: "radar",
        data: lines.map((line, at) => ({
          name: line.name,
          value: line.values.map((value) => value ?? "-"),
          symbolSize: 5,
          itemStyle: { color: colour(at) },
          lineStyle: { color: colour(at), width: at === 0 ? 2.5 : 1.5, type: at === last ? "dashed" : "solid" },
          areaStyle: at === 0 ? { color: colour(0), opacity: 0.12 } : { opacity: 0 },
        })),
      },
    ],
  };
}
