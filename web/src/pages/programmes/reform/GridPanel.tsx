import { useQuery } from "@tanstack/react-query";
import { Input, Select } from "antd";
import { useState } from "react";
import type { PopulationInput } from "../../../api/populations";
import { populationQuery } from "../../../api/populations";
import type { GridPoint, ParameterAxis, ProgrammeDetail } from "../../../api/model";
import { Counting } from "../../../components/Counting";
import { Figure } from "../../../components/figure/Figure";
import { Problem } from "../../../components/Problem";
import { ScrollX } from "../../../components/ScrollX";
import { bounds } from "../../../lib/amounts";
import { around, readDial } from "../../../lib/dial";
import { count } from "../../../lib/format";
import { nameOf } from "../../../lib/programmeSearch";
import { parametersOf } from "./Dials";

type Props = {
  programme: ProgrammeDetail;
  input: PopulationInput;
  grid: ParameterAxis[];
  source: string;
  onGrid: (grid: ParameterAxis[]) => void;
};

const MEASURES = { met: "符合", gain: "新增符合", lose: "不再符合", unknown: "待定", amount: "金额" };
type Measure = keyof typeof MEASURES;
const KEYS = Object.keys(MEASURES) as Measure[];

/** As the server has it: more combinations than these it refuses. */
const MOST_POINTS = 400;

const told = (point: GridPoint, measure: Measure): string | number =>
  measure === "amount" ? (point.amount ? bounds(point.amount) : "没有金额") : point[measure];

/** One or two parameters through several values: every combination as a table, on top of what is set above. */
export function GridPanel({ programme, input, grid, source, onGrid }: Props) {
  const [measure, setMeasure] = useState<Measure>("met");
  const all = parametersOf(programme);
  const values = all.flatMap((parameter) => {
    const dial = readDial(parameter.value);
    return dial ? [{ programme: parameter.programme, parameter: parameter.name, values: around(dial) }] : [];
  });
  const points = grid.reduce((product, axis) => product * axis.values.length, 1);
  const ready = grid.length > 0 && points <= MOST_POINTS && grid.every((axis) => axis.values.length > 0);
  const asked = populationQuery({ ...input, group_by: [], grid });
  const answer = useQuery({ ...asked, enabled: ready });
  const found = ready && answer.data && !answer.isPlaceholderData ? answer.data.grid : undefined;
  const put = (at: number, axis: ParameterAxis | undefined) =>
    onGrid(axis ? [...grid.slice(0, at), axis, ...grid.slice(at + 1)] : grid.filter((_, other) => other !== at));
  return (
    <Figure
      tabular
      title="几个值一起试"
      lead="选一两个参数，各写几个值：每种组合算一遍，叠加在上面已改的参数之上。灰底是现行的值。"
      source={source}
      table={{
        headings: [...grid.map((axis) => axis.parameter), ...KEYS.map((key) => MEASURES[key])],
        rows: (found ?? []).map((point) => [
          ...grid.map((axis) => valueAt(point, axis)),
          ...KEYS.map((one) => told(point, one)),
        ]),
      }}
      actions={
        <Select size="small" aria-label="表里填什么" className="group-by" value={measure} options={KEYS.map((value) => ({ value, label: MEASURES[value] }))} onChange={setMeasure} />
      }
    >
      <div className="grid-axes no-print">
        {[0, 1].slice(0, grid.length + 1).map((at) => (
          <Axis
            key={at}
            word={at === 0 ? "第一个参数" : "第二个参数（可不选）"}
            axis={grid[at]}
            options={values.filter((option) => at === 0 || nameOf(option, "") !== (grid[0] ? nameOf(grid[0], "") : ""))}
            onAxis={(axis) => put(at, axis)}
          />
        ))}
      </div>
      {points > MOST_POINTS && <p role="alert" className="unmet-ink">共 {count(points)} 种组合，最多 {MOST_POINTS} 种，请少写几个值。</p>}
      {answer.isError && <Problem error={answer.error} />}
      {ready && <Counting query={answer} queryKey={asked.queryKey} />}
      {ready && answer.isFetching && !found && <p className="quiet" role="status">正在计算 {count(points)} 种组合…</p>}
      {found && <GridTable grid={grid} points={found} measure={measure} laws={all} />}
      {grid.length === 0 && <p className="quiet">先选一个参数，现行值上下各两档会自动填好。</p>}
    </Figure>
  );
}

type AxisProps = {
  word: string;
  axis: ParameterAxis | undefined;
  options: readonly ParameterAxis[];
  onAxis: (axis: ParameterAxis | undefined) => void;
};

function Axis({ word, axis, options, onAxis }: AxisProps) {
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? axis?.values.join("、") ?? "";
  const commit = () => {
    if (axis && text !== null) onAxis({ ...axis, values: text.split(/[、，,\s]+/).filter(Boolean) });
    setText(null);
  };
  return (
    <div className="grid-axis">
      <Select
        aria-label={word}
        placeholder={word}
        allowClear
        showSearch
        {...(axis ? { value: nameOf(axis, "") } : {})}
        options={options.map((option) => ({ value: nameOf(option, ""), label: option.parameter }))}
        onChange={(name?: string) => {
          setText(null);
          onAxis(options.find((option) => nameOf(option, "") === name));
        }}
      />
      {axis && (
        <Input aria-label={`${axis.parameter}要试的值，用顿号隔开`} value={shown} onChange={(event) => setText(event.target.value)} onBlur={commit} onPressEnter={commit} />
      )}
    </div>
  );
}

// What was set last stands: the axis comes after the reform.
const valueAt = (point: GridPoint, axis: ParameterAxis): string =>
  point.set.findLast((change) => change.programme === axis.programme && change.parameter === axis.parameter)?.value ?? "";

type TableProps = { grid: readonly ParameterAxis[]; points: readonly GridPoint[]; measure: Measure; laws: readonly { programme: string; name: string; value: string }[] };

function GridTable({ grid, points, measure, laws }: TableProps) {
  const [down, across] = grid;
  if (!down) return null;
  const columns = across?.values ?? [""];
  const law = (axis: ParameterAxis | undefined) =>
    laws.find((one) => one.programme === axis?.programme && one.name === axis?.parameter)?.value;
  const cell = (row: string, column: string) =>
    points.find((point) => valueAt(point, down) === row && (!across || valueAt(point, across) === column));
  return (
    <ScrollX label="几个值一起试的结果">
      <table className="plain-table ruled grid-table">
        <thead>
          {across && (
            <tr>
              <td />
              <th scope="colgroup" colSpan={columns.length}>
                {across.parameter}
              </th>
            </tr>
          )}
          <tr>
            <th scope="col">{down.parameter}</th>
            {columns.map((column) => (
              <th key={column} scope="col" className={column === law(across) ? "right grid-law" : "right"}>
                {across ? column : MEASURES[measure]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {down.values.map((row) => (
            <tr key={row}>
              <th scope="row" className={row === law(down) ? "grid-law" : undefined}>
                {row}
              </th>
              {columns.map((column) => {
                const point = cell(row, column);
                const value = point ? told(point, measure) : "";
                const isLaw = row === law(down) && (!across || column === law(across));
                return (
                  <td key={column} className={isLaw ? "right num grid-law" : "right num"}>
                    {typeof value === "number" ? count(value) : value}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}
