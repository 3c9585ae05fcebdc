import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ParameterChange, ProgrammeDetail } from "../../../api/model";
import { populationQuery } from "../../../api/populations";
import { Counting } from "../../../components/Counting";
import { NamesPanel } from "../../../components/population/NamesPanel";
import { placeOf, WithinBar } from "../../../components/population/WithinBar";
import { Problem } from "../../../components/Problem";
import { Query } from "../../../components/Query";
import { namesIn, orderOf, whole } from "../../../lib/population";
import { readGrid, readSet, readWithin, writeGrid, writeSet, writeWithin } from "../../../lib/programmeSearch";
import { useDebounced } from "../../../lib/useDebounced";
import { useProgrammeSearch } from "../useProgrammeSearch";
import { ChangeFigure } from "./ChangeFigure";
import { Dials } from "./Dials";
import { GridPanel } from "./GridPanel";
import { Outcome } from "./Outcome";

/** A hand that rests this long wants the answer; the address follows a little later. */
const REST = { answer: 80, address: 400 } as const;

/** 改革测算: parameters as sliders, winners, losers and cost as they move. */
export function ReformView({ programme }: { programme: ProgrammeDetail }) {
  const [search, change] = useProgrammeSearch();
  const by = search.by ?? "行政区划";
  const within = readWithin(search.within);
  const [set, setSet] = useState<ParameterChange[]>(() => readSet(search.set, programme.id));
  const still = useDebounced(set, REST.answer);
  const written = writeSet(useDebounced(set, REST.address), programme.id);
  useEffect(() => {
    if (written !== search.set) change({ set: written });
    // The address follows the sliders, never the other way round.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [written]);

  const input = orderOf(programme, { by, within, set: still });
  const answer = useQuery(populationQuery(input));
  const waiting = answer.isPlaceholderData || set !== still;
  const names = namesIn(answer.data);
  const listings = still.length > 0 ? (["gain", "lose", "near", "met"] as const) : (["met", "near", "unknown"] as const);
  const moved = answer.data?.difference;
  const first = moved && moved.gain === 0 ? (moved.lose > 0 ? "lose" : "near") : listings[0];
  const listing = listings.find((one) => one === search.list) ?? first;
  const place = placeOf(within, names);
  const source = `按 ${answer.data?.notice.as_of ?? ""} 施行的规定、库内事实和改动的参数测算，不保存`;

  return (
    <div className="reform">
      <Dials programme={programme} set={set} onSet={setSet} />
      <div className="reform-main stack">
        <WithinBar within={within} names={names} onChange={(next) => change({ within: writeWithin(next) })} />
        {answer.isError && <Problem error={answer.error} onRetry={() => void answer.refetch()} />}
        <Counting query={answer} queryKey={populationQuery(input).queryKey} />
        <Query query={answer} what="测算结果" rows={10}>
          {(data) => (
            <>
              <Outcome answer={data} before={whole(data.groups)} after={whole(data.reform?.groups ?? data.groups)} waiting={waiting} />
              <ChangeFigure title={`谁受影响：${programme.name}`} answer={data} by={by} source={source} onBy={(next) => change({ by: next })} />
              <NamesPanel
                kind={programme.kind}
                input={input}
                listing={listing}
                listings={listings}
                place={place}
                file={[programme.name, "改革测算", place].filter(Boolean).join("-")}
                onListing={(list) => change({ list })}
              />
              <GridPanel
                programme={programme}
                input={input}
                grid={readGrid(search.grid, programme.id)}
                source={source}
                onGrid={(grid) => change({ grid: writeGrid(grid, programme.id) })}
              />
            </>
          )}
        </Query>
      </div>
    </div>
  );
}
