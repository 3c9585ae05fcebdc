import { lazy, Suspense, useMemo } from "react";
import type { Sensitivity } from "../../api/model";
import { Loading } from "../../components/Loading";
import { Figure } from "../../components/figure/Figure";

const Chart = lazy(() => import("../../components/figure/Chart"));

/** Which choice of the analyst moves the places, alone and together with the others. */
export function ChoicesPanel({ sensitivity, source }: { sensitivity: Sensitivity; source: string }) {
  const choices = useMemo(
    () => [...sensitivity.choices].sort((a, b) => (b.total_order.value ?? 0) - (a.total_order.value ?? 0)),
    [sensitivity],
  );
  const option = useMemo(
    () => ({
      legend: { bottom: 0, icon: "roundRect" },
      tooltip: { trigger: "axis", valueFormatter: (value: unknown) => (typeof value === "number" ? value.toFixed(2) : "未知") },
      grid: { left: 110, right: 24, top: 8, bottom: 52 },
      xAxis: { type: "value", min: 0 },
      yAxis: { type: "category", inverse: true, data: choices.map((choice) => choice.name) },
      series: [
        { name: "单独（一阶）", type: "bar", itemStyle: { color: "#8fb3e0" }, data: choices.map(({ first_order }) => positive(first_order.value)) },
        { name: "连同相互作用（总阶）", type: "bar", itemStyle: { color: "#0b4a9e" }, data: choices.map(({ total_order }) => positive(total_order.value)) },
      ],
    }),
    [choices],
  );
  const most = choices[0];
  return (
    <Figure
      title="哪项选择最影响位次"
      lead={
        sensitivity.variance > 0 && most
          ? `换做法时各单位的位次平均移动 ${sensitivity.mean_rank_shift.toFixed(1)} 位，其中影响最大的是“${most.name}”。`
          : "各种做法下位次都不变。"
      }
      source={source}
      table={{
        headings: ["选择", "在什么之间", "一阶", "一阶下限", "一阶上限", "总阶", "总阶下限", "总阶上限"],
        rows: choices.map(({ name, between, first_order: first, total_order: total }) => [
          name,
          between,
          first.value,
          first.low,
          first.high,
          total.value,
          total.low,
          total.high,
        ]),
      }}
    >
      <Suspense fallback={<Loading what="图" rows={4} />}>
        <Chart option={option} height={80 + choices.length * 48} label="各项选择的一阶与总阶指数，数值见数据表" />
      </Suspense>
    </Figure>
  );
}

/** An estimate may fall a little below 0; a share is not drawn there. */
const positive = (value: number | null) => (value === null ? null : Math.max(0, value));
