import { useQuery } from "@tanstack/react-query";
import type { ProgrammeDetail } from "../../api/model";
import { populationQuery } from "../../api/populations";
import { Counting } from "../../components/Counting";
import { Query } from "../../components/Query";
import { CountTiles } from "../../components/population/CountTiles";
import type { Counted } from "../../components/population/GroupTable";
import { GroupTable } from "../../components/population/GroupTable";
import { NamesPanel } from "../../components/population/NamesPanel";
import { placeOf, WithinBar } from "../../components/population/WithinBar";
import { namesIn, orderOf, whole } from "../../lib/population";
import { readWithin, writeWithin } from "../../lib/programmeSearch";
import { ConditionTallies, WantingPanel } from "./Tallies";
import { useProgrammeSearch } from "./useProgrammeSearch";

const LISTINGS: readonly Counted[] = ["met", "near", "unknown", "unmet"];

/** 谁符合: how everybody stands to the programme, by group, for want of what, and who it is. */
export function PopulationView({ programme }: { programme: ProgrammeDetail }) {
  const [search, change] = useProgrammeSearch();
  const by = search.by ?? "行政区划";
  const within = readWithin(search.within);
  const input = orderOf(programme, { by, within });
  const answer = useQuery(populationQuery(input));
  const names = namesIn(answer.data);
  const listing = LISTINGS.find((one) => one === search.list) ?? "met";
  const place = placeOf(within, names);
  return (
    <>
      <Counting query={answer} queryKey={populationQuery(input).queryKey} />
      <Query query={answer} what="全体主体" rows={10}>
        {(data) => (
          <div className="stack" aria-busy={answer.isPlaceholderData}>
            <WithinBar within={within} names={names} onChange={(next) => change({ within: writeWithin(next) })} />
            <CountTiles group={whole(data.groups)} subjects={data.subjects} chosen={search.list as Counted | undefined} onPick={(list) => change({ list })} />
            <GroupTable
              title={`谁符合${programme.name}`}
              answer={data}
              groups={data.groups}
              by={by}
              source={`按 ${data.notice.as_of} 施行的规定和库内事实预评估`}
              onBy={(next) => change({ by: next })}
              onPick={(part, list) => change({ within: writeWithin({ ...within, ...part }), list })}
            />
            <NamesPanel
              kind={programme.kind}
              input={input}
              listing={listing}
              listings={LISTINGS}
              place={place}
              file={[programme.name, place].filter(Boolean).join("-")}
              onListing={(list) => change({ list })}
            />
            <ConditionTallies programme={programme} answer={data} />
            <WantingPanel programme={programme} answer={data} />
          </div>
        )}
      </Query>
    </>
  );
}
