import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { runQuery, sensitivityQuery } from "../../api/indices";
import type { FrameworkDetail, IndexRun, Sensitivity } from "../../api/model";
import { Query } from "../../components/Query";
import type { IndexSearch } from "../../lib/indexSearch";
import { ranked, yearsOf } from "../../lib/ranks";
import { useDebounced } from "../../lib/useDebounced";
import type { Weights } from "../../lib/weights";
import { readWeights, writeWeights } from "../../lib/weights";
import { ChoicesPanel } from "./ChoicesPanel";
import { FrameworkTree } from "./FrameworkTree";
import { LeversPanel } from "./LeversPanel";
import { ParallelPanel } from "./ParallelPanel";
import { ProfilePanel } from "./ProfilePanel";
import { RankPanel } from "./RankPanel";
import { TargetPanel } from "./TargetPanel";
import { TrendPanel } from "./TrendPanel";
import { UnitBar } from "./UnitBar";
import type { Table } from "./table";

/** A hand that rests this long wants the places; the intervals take a little more work and wait a little longer. */
const REST = { places: 120, intervals: 350 } as const;

/** Weights, live places with their intervals, and everything about the unit in focus. */
export function Workbench({ detail, table }: { detail: FrameworkDetail; table: Table }) {
  const { id = "" } = useParams({ strict: false });
  const search = useSearch({ strict: false }) as IndexSearch;
  const navigate = useNavigate();
  const [weights, setWeights] = useState<Weights>(() => readWeights(search.w, detail.nodes));
  const change = (next: Partial<IndexSearch>) =>
    void navigate({ to: "/indices/$id", params: { id }, search: { ...search, ...next }, replace: true, resetScroll: false });

  const still = useDebounced(weights, REST.places);
  const rested = useDebounced(weights, REST.intervals);
  const written = writeWeights(rested);
  useEffect(() => {
    if (written !== search.w) change({ w: written });
    // The address follows the weights, never the other way round.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [written]);

  const input = useMemo(() => ({ framework: id, data: table.text, weights: still }), [id, table, still]);
  const quiet = useMemo(() => ({ framework: id, data: table.text, weights: rested }), [id, table, rested]);
  const run = useQuery(runQuery(input));
  const sensitivity = useQuery(sensitivityQuery(quiet));
  const waiting = sensitivity.isFetching || weights !== rested;

  return (
    <div className="workbench">
      <FrameworkTree nodes={detail.nodes} weights={weights} onWeights={setWeights} />
      <div className="workbench-main">
        <Query query={run} what="位次" rows={14}>
          {(data) => (
            <Answers
              detail={detail}
              table={table}
              input={quiet}
              run={data}
              sensitivity={sensitivity.data}
              problem={sensitivity.error}
              waiting={waiting}
              search={search}
              onSearch={change}
            />
          )}
        </Query>
      </div>
    </div>
  );
}

type AnswersProps = {
  detail: FrameworkDetail;
  table: Table;
  input: { framework: string; data: string | null; weights: Weights };
  run: IndexRun;
  sensitivity: Sensitivity | undefined;
  problem: Error | null;
  waiting: boolean;
  search: IndexSearch;
  onSearch: (change: Partial<IndexSearch>) => void;
};

function Answers({ detail, table, input, run, sensitivity, problem, waiting, search, onSearch }: AnswersProps) {
  const years = yearsOf(run);
  const year = years.find((known) => known === search.year) ?? years[0] ?? null;
  const units = ranked(run, sensitivity, year);
  const focus = units.find((unit) => unit.code === search.unit) ?? units[0];
  const chosen = (search.against ?? "").split(",");
  const against = units.filter((unit) => chosen.includes(unit.code) && unit.code !== focus?.code);
  const source = `${detail.summary.source || "未注明"}；数据：${table.name}`;
  const common = { detail, run, year, focus, against, source };
  return (
    <>
      <RankPanel
        {...common}
        input={input}
        units={units}
        years={years}
        sensitivity={sensitivity}
        problem={problem}
        waiting={waiting}
        onYear={(next) => onSearch({ year: next })}
        onPick={(code) => onSearch({ unit: code })}
      />
      {focus && (
        <>
          <UnitBar
            units={units}
            focus={focus}
            against={against}
            onFocus={(unit) => onSearch({ unit })}
            onAgainst={(codes) => onSearch({ against: codes.join(",") || undefined } as Partial<IndexSearch>)}
          />
          <ProfilePanel {...common} focus={focus} />
          {years.length > 1 && <TrendPanel {...common} focus={focus} years={years} />}
          <LeversPanel input={input} focus={focus} year={year} source={source} />
          {years.length > 1 && <TargetPanel detail={detail} csv={table.csv} unit={focus.code} name={focus.name} years={years} source={source} />}
          <ParallelPanel {...common} focus={focus} />
        </>
      )}
      {sensitivity && <ChoicesPanel sensitivity={sensitivity} source={source} />}
    </>
  );
}
