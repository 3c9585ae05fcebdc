import { Button, Select } from "antd";
import { useState } from "react";
import type { IndexInput } from "../../api/indices";
import { indexWorkbook } from "../../api/indices";
import type { IndexRun, Sensitivity } from "../../api/model";
import { Problem } from "../../components/Problem";
import { Figure } from "../../components/figure/Figure";
import { download } from "../../lib/download";
import type { Ranked } from "../../lib/ranks";
import { interval, overlapping } from "../../lib/ranks";
import { RankPicture } from "./RankPicture";

type Props = {
  run: IndexRun;
  input: IndexInput;
  units: Ranked[];
  years: number[];
  year: number | null;
  focus: Ranked | undefined;
  sensitivity: Sensitivity | undefined;
  problem: Error | null;
  waiting: boolean;
  source: string;
  onYear: (year: number) => void;
  onPick: (code: string) => void;
};

const HEADINGS = ["位次", "代码", "单位", "得分", "区间（好）", "区间（差）", "最好", "最差"];

/** Live places, with the uncertainty in the picture. */
export function RankPanel({ run, input, units, years, year, focus, sensitivity, problem, waiting, source, onYear, onPick }: Props) {
  const rows = units.map((unit) => [unit.rank, unit.code, unit.name, unit.score, unit.low, unit.high, unit.best, unit.worst]);
  const lead = <Lead units={units} focus={focus} sensitivity={sensitivity} waiting={waiting} />;
  const title = `${run.framework.name}：位次与区间${year === null ? "" : `（${year} 年）`}`;
  return (
    <Figure
      title={title}
      lead={lead}
      source={source}
      table={{ headings: HEADINGS, rows }}
      actions={
        <>
          {years.length > 1 && (
            <Select
              size="small"
              aria-label="年度"
              value={year}
              options={years.map((value) => ({ value, label: `${value} 年` }))}
              onChange={(value) => value !== null && onYear(value)}
            />
          )}
          <Workbook input={input} name={run.framework.name} />
        </>
      }
    >
      {problem && <Problem error={problem} />}
      {units.length === 0 ? (
        <p className="quiet">没有单位留下来：都被筛除了，或者没有已知的数。原因见下面的提示。</p>
      ) : (
        <RankPicture units={units} focus={focus?.code} waiting={waiting} onPick={onPick} />
      )}
      <Records run={run} />
    </Figure>
  );
}

function Lead({ units, focus, sensitivity, waiting }: Pick<Props, "units" | "focus" | "sensitivity" | "waiting">) {
  if (!sensitivity) return <>圆点是位次。区间正在计算：把权重、标准化等做法换成别的，反复计算几百次。</>;
  const [low = 0, high = 1] = sensitivity.interval;
  const share = Math.round((high - low) * 100);
  const near = focus ? overlapping(units, focus.code) : [];
  return (
    <span aria-live="polite">
      圆点是位次；蓝条是换其他合理做法计算 {sensitivity.runs} 次，{share}% 落在的范围；灰线是最好到最差。
      {focus && focus.rank !== null && (
        <b>
          {" "}
          {`${focus.name}第 ${focus.rank} 位，区间 ${interval(focus.low, focus.high)}`}
          {near.length > 0 ? `，与 ${near.length} 个单位的区间重叠，先后没有把握` : "，与别的单位不重叠"}。
        </b>
      )}
      {waiting && <span className="quiet">　正在重算区间…</span>}
    </span>
  );
}

function Workbook({ input, name }: { input: IndexInput; name: string }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Error | null>(null);
  const take = () => {
    setBusy(true);
    indexWorkbook(input)
      .then((file) => download(file, `${name}.xlsx`), setProblem)
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Button size="small" loading={busy} onClick={take}>
        逐步工作簿
      </Button>
      {problem && <Problem error={problem} />}
    </>
  );
}

/** What was changed or left out on the way: nobody has to guess. */
function Records({ run }: { run: IndexRun }) {
  const said = [
    run.imputed > 0 && `估计了 ${run.imputed} 个未知的数`,
    run.treated > 0 && `处理了 ${run.treated} 个异常的数`,
    run.screened_out.length > 0 && `筛除了 ${run.screened_out.length} 个数据太少的单位`,
  ].filter(Boolean);
  if (said.length === 0 && run.notes.length === 0) return null;
  return (
    <details className="stage-records">
      <summary>
        {said.length > 0 ? said.join("，") : "提示"}
        {run.notes.length > 0 && `；${run.notes.length} 条提示`}
      </summary>
      <ul className="remarks">
        {run.screened_out.map((unit) => (
          <li key={`${unit.code}${unit.year ?? ""}`}>
            筛除：{unit.name}
            {unit.year !== null && ` ${unit.year} 年`}，{unit.reason}
          </li>
        ))}
        {run.notes.map((note) => (
          <li key={`${note.node}${note.code}`}>
            {note.node}：{note.message}
          </li>
        ))}
      </ul>
    </details>
  );
}
