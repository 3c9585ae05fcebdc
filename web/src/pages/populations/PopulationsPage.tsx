import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Select } from "antd";
import { useEffect, useRef } from "react";
import { populationQuery } from "../../api/populations";
import { metaQuery, overviewQuery, programmesQuery } from "../../api/reads";
import { Counting } from "../../components/Counting";
import { Page } from "../../components/Page";
import { NamesPanel } from "../../components/population/NamesPanel";
import { placeOf, WithinBar } from "../../components/population/WithinBar";
import { Query } from "../../components/Query";
import { wordFor } from "../../language/translate";
import { count } from "../../lib/format";
import { INDUSTRY_SECTIONS } from "../../lib/industries";
import type { PopulationsSearch } from "../../lib/populationsSearch";
import { readPopulationsSearch } from "../../lib/populationsSearch";
import type { Within } from "../../lib/programmeSearch";
import { groupName, readWithin, writeWithin } from "../../lib/programmeSearch";
import { ProgrammeCounts } from "./ProgrammeCounts";

const LISTINGS = ["met", "near", "unknown", "unmet"] as const;
const SIZES = ["大型", "中型", "小型", "微型"] as const;

type Change = { [K in keyof PopulationsSearch]?: PopulationsSearch[K] | undefined };

/** 全体主体: everybody beside every programme in force. */
export function PopulationsPage() {
  const search = readPopulationsSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const change = (next: Change) =>
    void navigate({ to: "/populations", search: readPopulationsSearch({ ...search, ...next }), replace: true, resetScroll: false });
  const kind = search.kind ?? "enterprise";
  const within = readWithin(search.within);
  const programmes = useQuery(programmesQuery);
  const meta = useQuery(metaQuery);
  const overview = useQuery(overviewQuery);
  const inForce = (programmes.data?.items ?? []).filter((item) => item.in_force);
  const kinds = [...new Set(inForce.map((item) => item.kind))];
  const families = [...new Set(inForce.filter((item) => item.kind === kind).map((item) => item.family))];
  const asked = populationQuery({ programmes: families, within });
  const answer = useQuery({ ...asked, enabled: families.length > 0 });
  const districts = new Map((overview.data?.districts ?? []).flatMap(({ code, name }) => (code === null ? [] : [[code, groupName("行政区划", code, name)] as const])));
  const names = Object.fromEntries([...districts, ...INDUSTRY_SECTIONS]);
  const called = new Map(inForce.map((item) => [item.family, item.name]));
  const panel = useRef<HTMLDivElement>(null);
  const shown = `${search.programme ?? ""}|${search.list ?? ""}`;
  useEffect(() => {
    if (search.programme) panel.current?.scrollIntoView({ block: "nearest" });
  }, [shown, search.programme]);

  return (
    <Page
      title="全体主体"
      lead="全部主体逐项对照当日施行的政策：多少家符合、差什么、要多少钱。未知不当作零，也不当作否，所以金额和家数是区间。"
      notice={answer.data?.notice}
    >
      <section className="panel no-print" aria-label="范围">
        <div className="filters">
          {kinds.length > 1 && (
            <Choice word="主体" value={kind} options={kinds.map((id) => [id, meta.data?.kinds.find((known) => known.id === id)?.name ?? id])} onValue={(next) => change({ kind: next, programme: undefined, within: undefined })} clear={false} />
          )}
          <Part within={within} name="行政区划" word="区县" options={[...districts]} onWithin={(next) => change({ within: writeWithin(next) })} />
          {kind === "enterprise" && (
            <>
              <Part within={within} name="国民经济行业:门类" word="行业门类" options={INDUSTRY_SECTIONS.map(([code, name]) => [code, `${code} ${name}`])} onWithin={(next) => change({ within: writeWithin(next) })} />
              <Part within={within} name="规模" word="规模" options={SIZES.map((size) => [size, wordFor(size)])} onWithin={(next) => change({ within: writeWithin(next) })} />
            </>
          )}
        </div>
      </section>
      {families.length > 0 && <Counting query={answer} queryKey={asked.queryKey} />}
      <Query query={answer} what="全体主体" rows={14}>
        {(data) =>
          data.subjects === 0 && Object.keys(within).length === 0 ? (
            <section className="panel">
              <h2>还没有主体</h2>
              <p className="quiet">
                请到 <Link to="/data">数据</Link> 页把手头的企业表（XLSX、CSV）拖进去，这里就会逐项政策算出谁符合、谁只差一项、还缺哪些事实。
              </p>
            </section>
          ) : (
            <div className="stack" aria-busy={answer.isPlaceholderData}>
              <WithinBar within={within} names={names} onChange={(next) => change({ within: writeWithin(next) })} />
              <ProgrammeCounts
                answer={data}
                names={called}
                search={search}
                source={`按 ${data.notice.as_of} 施行的规定和库内事实预评估`}
                onSort={(sort) => change({ sort })}
                onPick={(programme, list) => change({ programme, list })}
              />
              <div ref={panel}>
                {search.programme ? (
                  <NamesPanel
                    kind={kind}
                    input={{ programmes: [search.programme], within }}
                    listing={search.list ?? "met"}
                    listings={LISTINGS}
                    place={[called.get(search.programme) ?? search.programme, placeOf(within, names)].filter(Boolean).join("，")}
                    file={[called.get(search.programme) ?? search.programme, placeOf(within, names)].filter(Boolean).join("-")}
                    onListing={(list) => change({ list })}
                  />
                ) : (
                  <p className="quiet">点上面的任何一个数字，就列出这 {count(data.subjects)} 个主体里是哪些，并可导出带依据的名单。</p>
                )}
              </div>
            </div>
          )
        }
      </Query>
    </Page>
  );
}

type ChoiceProps = { word: string; value: string | undefined; options: readonly (readonly [string, string])[]; onValue: (value: string | undefined) => void; clear?: boolean };

function Choice({ word, value, options, onValue, clear = true }: ChoiceProps) {
  return (
    <label>
      {word}
      <Select
        className="filter-select"
        aria-label={word}
        allowClear={clear}
        showSearch={{ optionFilterProp: "label" }}
        placeholder="全部"
        popupMatchSelectWidth={false}
        {...(value === undefined ? {} : { value })}
        options={options.map(([code, label]) => ({ value: code, label }))}
        onChange={onValue}
      />
    </label>
  );
}

type PartProps = { within: Within; name: string; word: string; options: readonly (readonly [string, string])[]; onWithin: (within: Within) => void };

const UNTOLD = "未知" as const;

/** One attribute that subjects are chosen by; 未知 is a choice like any other. */
function Part({ within, name, word, options, onWithin }: PartProps) {
  const value = name in within ? (within[name] ?? UNTOLD) : undefined;
  const { [name]: _, ...others } = within;
  return (
    <Choice
      word={word}
      value={value}
      options={[...options, [UNTOLD, `${word}未知`]]}
      onValue={(next) => onWithin(next === undefined ? others : { ...others, [name]: next === UNTOLD ? null : next })}
    />
  );
}
