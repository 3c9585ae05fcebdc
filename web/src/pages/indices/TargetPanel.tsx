import { useQuery } from "@tanstack/react-query";
import { InputNumber, Segmented, Select } from "antd";
import { lazy, Suspense, useMemo, useState } from "react";
import { targetQuery } from "../../api/indices";
import type { FrameworkDetail, TargetPath } from "../../api/model";
import { Loading } from "../../components/Loading";
import { Query } from "../../components/Query";
import { Figure } from "../../components/figure/Figure";
import { LINES } from "./series";

const Chart = lazy(() => import("../../components/figure/Chart"));

type Props = { detail: FrameworkDetail; csv: string; unit: string; name: string; years: number[]; source: string };

const STANDING: Record<string, string> = {
  reached: "已经达到",
  missed: "没有达到",
  on_path: "照现在的速度能达到",
  behind: "照现在的速度达不到",
  unknown: "数据不够，不能判断",
};

const percent = (value: number | null) => (value === null ? "未知" : `${(value * 100).toFixed(1)}%`);
const plain = (value: number | null) =>
  value === null ? "未知" : value.toLocaleString("zh-CN", { maximumSignificantDigits: 5 });

/** The trend of a figure against a target with a deadline: each year at least so much more, or a level to reach. */
export function TargetPanel({ detail, csv, unit, name, years, source }: Props) {
  const columns = useMemo(() => {
    const own = detail.nodes.filter((node) => node.column && !node.missing).map((node) => ({ value: node.column, label: node.column, unit: node.unit }));
    const sizes = detail.denominators.map((size) => ({ value: size.column, label: size.name, unit: size.unit }));
    return [...new Map([...own, ...sizes].map((column) => [column.value, column])).values()];
  }, [detail]);
  const last = years[0] ?? 0;
  const [column, setColumn] = useState(columns.find(({ value }) => value.includes("财政科技"))?.value ?? columns[0]?.value ?? "");
  const [from, setFrom] = useState(years.includes(2020) ? 2020 : (years.at(-1) ?? 0));
  const [until, setUntil] = useState(Math.max(last + 2, from + 1));
  const [kind, setKind] = useState<"growth" | "level">("growth");
  const [growth, setGrowth] = useState(15);
  const [level, setLevel] = useState<number | null>(null);
  const chosen = columns.find(({ value }) => value === column);
  const ready = kind === "growth" || level !== null;
  const aim = { unit, column, from, until, growth: kind === "growth" ? growth / 100 : null, level: kind === "level" ? level : null };
  const path = useQuery({ ...targetQuery(csv, aim), enabled: ready && column !== "" && until > from });
  if (columns.length === 0) return null;
  const controls = (
    <div className="target-bar no-print">
      <Select aria-label="哪一项数" showSearch optionFilterProp="label" value={column} options={columns} onChange={setColumn} />
      <span>从</span>
      <InputNumber aria-label="起始年" className="year" min={1} max={9998} value={from} onChange={(value) => value && setFrom(value)} />
      <span>到</span>
      <InputNumber aria-label="截止年" className="year" min={from + 1} max={9999} value={until} onChange={(value) => value && setUntil(value)} />
      <Segmented
        aria-label="目标的种类"
        value={kind}
        onChange={setKind}
        options={[
          { value: "growth", label: "年均增长" },
          { value: "level", label: "达到" },
        ]}
      />
      {kind === "growth" ? (
        <InputNumber aria-label="年均增长百分之多少" suffix="%" value={growth} min={-99} max={1000} onChange={(value) => value !== null && setGrowth(value)} />
      ) : (
        <InputNumber aria-label="要达到的数" suffix={chosen?.unit} value={level} onChange={setLevel} />
      )}
    </div>
  );
  const waiting = (
    <section className="panel" aria-label="目标">
      {controls}
      <p className="quiet">写下要达到的数{until > from ? "" : "，截止年应在起始年之后"}。</p>
    </section>
  );
  if (!ready || until <= from) return waiting;
  return (
    <Query query={path} what="目标" rows={5}>
      {(data) => <Drawn path={data} name={name} unit={chosen?.unit ?? ""} until={until} source={source} controls={controls} />}
    </Query>
  );
}

type DrawnProps = { path: TargetPath; name: string; unit: string; until: number; source: string; controls: React.ReactNode };

function Drawn({ path, name, unit, until, source, controls }: DrawnProps) {
  const years = useMemo(() => {
    const all = [...path.figures, ...path.needed].map(({ year }) => year);
    return [...new Set(all)].sort((a, b) => a - b);
  }, [path]);
  const of = (list: TargetPath["figures"], year: number) => list.find((one) => one.year === year)?.value ?? null;
  const option = useMemo(
    () => ({
      legend: { bottom: 0, icon: "roundRect" },
      tooltip: { trigger: "axis", valueFormatter: (value: unknown) => (typeof value === "number" ? `${plain(value)} ${unit}` : "未知") },
      grid: { left: 62, right: 20, top: 30, bottom: 56 },
      xAxis: { type: "category", data: years.map(String), boundaryGap: false, axisLine: { lineStyle: { color: "#c3ccd8" } } },
      yAxis: { type: "value", name: unit, scale: true },
      series: [
        { name: "实际", type: "line", data: years.map((year) => of(path.figures, year)), itemStyle: { color: LINES[0] }, lineStyle: { width: 2.5 }, symbolSize: 6 },
        { name: "目标需要", type: "line", data: years.map((year) => of(path.needed, year)), itemStyle: { color: LINES[1] }, lineStyle: { type: "dashed", width: 1.5 }, symbolSize: 5 },
      ],
    }),
    [path, years, unit],
  );
  return (
    <Figure
      title={`${name}：${path.indicator}的目标`}
      lead={
        <span aria-live="polite">
          <b>{STANDING[path.standing] ?? path.standing}</b>。目前年均增长 {percent(path.growth)}，照此 {until} 年为 {plain(path.projected)} {unit}
          ；往后每年需增长 {percent(path.growth_from_here)}。
        </span>
      }
      source={source}
      table={{
        headings: ["年度", `实际（${unit}）`, `目标需要（${unit}）`],
        rows: years.map((year) => [String(year), of(path.figures, year), of(path.needed, year)]),
      }}
    >
      {controls}
      <Suspense fallback={<Loading what="图" rows={5} />}>
        <Chart option={option} height={290} label={`${name}的${path.indicator}与目标，数值见数据表`} />
      </Suspense>
    </Figure>
  );
}
