import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, InputNumber } from "antd";
import { useState } from "react";
import type { IndexInput } from "../../api/indices";
import { leversQuery, whatIf } from "../../api/indices";
import type { Lever, Levers } from "../../api/model";
import { Problem } from "../../components/Problem";
import { Query } from "../../components/Query";
import { Figure } from "../../components/figure/Figure";
import type { Ranked } from "../../lib/ranks";
import { interval, score } from "../../lib/ranks";
import { LeverPicture } from "./LeverPicture";

type Props = { input: IndexInput; focus: Ranked; year: number | null; source: string };

/** Indicators shown; the table has all. */
const SHOWN = 10;

const figure = (value: number | null) =>
  value === null ? "未知" : value.toLocaleString("zh-CN", { maximumSignificantDigits: 5 });

/** 什么能提升它: which indicator moves the unit most for its effort, and what it would take to pass the one above. */
export function LeversPanel({ input, focus, year, source }: Props) {
  const levers = useQuery(leversQuery(input, focus.code, year));
  return (
    <Query query={levers} what="什么能提升它" rows={6}>
      {(data) => (
        <Figure
          title={`什么最能提升${data.name}`}
          lead={<Lead levers={data} />}
          source={`${source}；一步是各单位间标准差的十分之一，投入相同时按得分增量排序`}
          table={{
            headings: ["指标", "单位", "现在", "走一步", "得分增量", "走一步后的位次", "单靠它超过上一位须达到"],
            rows: data.levers.map((lever) => [
              lever.name,
              lever.unit,
              lever.now,
              lever.stepped,
              lever.gain,
              lever.rank,
              lever.to_pass ?? "单靠它不够",
            ]),
          }}
        >
          <LeverPicture levers={data.levers.slice(0, SHOWN)} />
          <Trial key={focus.code} input={input} focus={focus} year={year} levers={data.levers} />
        </Figure>
      )}
    </Query>
  );
}

function Lead({ levers }: { levers: Levers }) {
  const alone = levers.levers.filter((lever) => lever.to_pass !== null && lever.now !== null);
  const [low = null, high = null] = levers.rank_interval ?? [];
  const [aboveLow = null, aboveHigh = null] = levers.above_interval ?? [];
  if (levers.above === null) return <>{levers.name}已在首位（区间 {interval(low, high)}）。下面是各项指标走一小步的得分增量。</>;
  const unsure = low !== null && aboveHigh !== null && low <= aboveHigh;
  return (
    <>
      上一位是{levers.above}（得分 {score(levers.above_score)}，区间 {interval(aboveLow, aboveHigh)}）
      {unsure && "；两者区间重叠，先后本来就没有把握"}。
      {alone.length > 0 ? `单靠一项就能超过它的有 ${alone.length} 项。` : "单靠任何一项都不够超过它。"}
    </>
  );
}

/** A figure tried out: the whole pipeline again. */
function Trial({ input, focus, year, levers }: Omit<Props, "source"> & { levers: Lever[] }) {
  const known = levers.filter((lever) => lever.now !== null);
  const [chosen, setChosen] = useState(known[0]?.indicator);
  const lever = known.find(({ indicator }) => indicator === chosen);
  const [value, setValue] = useState<number | null>(null);
  const trial = useMutation({
    mutationFn: (figure: number) =>
      whatIf(input, [{ unit: focus.code, year, indicator: chosen ?? "", value: figure }]),
  });
  const own = trial.data?.units.find((unit) => unit.code === focus.code && unit.year === year);
  if (!lever) return null;
  return (
    <div className="trial no-print">
      <label htmlFor="trial-indicator">试算：如果</label>
      <select id="trial-indicator" value={chosen} onChange={(event) => (setChosen(event.target.value), setValue(null), trial.reset())}>
        {known.map(({ indicator, name }) => (
          <option key={indicator} value={indicator}>
            {name}
          </option>
        ))}
      </select>
      <span className="quiet">
        从 {figure(lever.now)} {lever.unit} 变为
      </span>
      <InputNumber aria-label="试算的数" className="trial-figure" value={value ?? lever.to_pass ?? lever.stepped} onChange={setValue} />
      <Button
        loading={trial.isPending}
        onClick={() => {
          const figure = value ?? lever.to_pass ?? lever.stepped;
          if (figure !== null) trial.mutate(figure);
        }}
      >
        试算
      </Button>
      <span role="status">
        {trial.isSuccess &&
          (own ? (
            <b>
              {`第 ${own.rank_before ?? "未知"} 位 → 第 ${own.rank_after ?? "未知"} 位，得分 ${score(own.score_before)} → ${score(own.score_after)}`}
            </b>
          ) : (
            "得分和位次都不变"
          ))}
      </span>
      {trial.isError && <Problem error={trial.error} />}
    </div>
  );
}
