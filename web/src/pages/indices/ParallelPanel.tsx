import { lazy, Suspense, useMemo } from "react";
import { useTypeScale } from "../../lib/useLarge";
import { Loading } from "../../components/Loading";
import { Figure } from "../../components/figure/Figure";
import type { PanelProps } from "./series";
import { LINES, scoreOf } from "./series";

const Chart = lazy(() => import("../../components/figure/Chart"));

/** Most axes that can be told apart. */
const MAX_AXES = 24;

/** Every indicator side by side: each line a unit, the one in focus before all others. */
export function ParallelPanel({ detail, run, year, focus, against, source }: PanelProps) {
  const axes = useMemo(
    () => detail.nodes.filter((node) => node.children.length === 0 && !node.missing).slice(0, MAX_AXES),
    [detail],
  );
  const units = useMemo(() => run.units.filter((unit) => unit.year === year), [run, year]);
  const rows = useMemo(
    () => units.map((unit) => ({ ...unit, values: axes.map((axis) => scoreOf(run, unit.code, year, axis.id)) })),
    [units, axes, run, year],
  );
  const scale = useTypeScale();
  const option = useMemo(() => {
    const colour = (code: string) => LINES[[focus, ...against].findIndex((unit) => unit.code === code)];
    const ordered = [...rows].sort((a, b) => Number(colour(a.code) !== undefined) - Number(colour(b.code) !== undefined));
    return {
      parallel: {
        left: 140 * scale,
        right: 24,
        top: 24,
        bottom: 20,
        layout: "vertical",
      },
      parallelAxis: axes.map((axis, dim) => ({
        dim,
        name: [...axis.name].length > 9 ? `${[...axis.name].slice(0, 8).join("")}…` : axis.name,
        nameLocation: "start",
        nameTextStyle: { color: "#2b3644", fontSize: 12 * scale },
        nameGap: 10,
        // One scale is enough, below the last axis; a parallel axis draws its labels whatever `show` says.
        axisLabel: { color: "#586474", fontSize: 12 * scale, formatter: (value: number) => (dim === axes.length - 1 ? String(value) : "") },
        axisLine: { lineStyle: { color: "#c3ccd8" } },
        axisTick: { show: false },
      })),
      series: [
        {
          type: "parallel",
          smooth: 0.15,
          data: ordered.map((row) => ({
            name: row.name,
            value: row.values.map((value) => value ?? "-"),
            lineStyle: {
              color: colour(row.code) ?? "#c3ccd8",
              width: row.code === focus.code ? 3 : colour(row.code) ? 2 : 1,
              opacity: colour(row.code) ? 1 : 0.5,
            },
          })),
        },
      ],
    };
  }, [rows, axes, focus, against, scale]);
  if (axes.length < 2) return null;
  return (
    <Figure
      title={`各项指标的得分${year === null ? "" : `（${year} 年）`}`}
      lead={
        <>
          一条线是一个单位，越靠右越好；深蓝的是{focus.name}
          {against.length > 0 && `，其余有颜色的是${against.map((unit) => unit.name).join("、")}`}。
        </>
      }
      source={source}
      table={{
        headings: ["代码", "单位", ...axes.map((axis) => axis.name)],
        rows: rows.map((row) => [row.code, row.name, ...row.values]),
      }}
    >
      <Suspense fallback={<Loading what="图" rows={8} />}>
        <Chart option={option} height={70 + axes.length * 28} label="各单位各项指标的得分，数值见数据表" />
      </Suspense>
    </Figure>
  );
}
