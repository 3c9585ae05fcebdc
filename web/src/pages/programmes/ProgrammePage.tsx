import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import type { ProgrammeDetail } from "../../api/model";
import { programmeQuery } from "../../api/reads";
import { Loading } from "../../components/Loading";
import { Page } from "../../components/Page";
import { Query } from "../../components/Query";
import type { ProgrammeSearch } from "../../lib/programmeSearch";
import { ClauseTree } from "./ClauseTree";
import { DifferencePanel } from "./DifferencePanel";
import { FindingPanel } from "./FindingPanel";
import { Head } from "./Head";
import { DefinitionPanel, EvidencePanel, TestPanel, VersionPanel } from "./Panels";
import { ParameterPanel } from "./Parameters";
import { AmountPanel, ClassPanel, ScorePanel } from "./Results";
import { TablesPanel } from "./Tables";
import { useProgrammeSearch } from "./useProgrammeSearch";

const PopulationView = lazy(() => import("./PopulationView").then((module) => ({ default: module.PopulationView })));
const ReformView = lazy(() => import("./reform/ReformView").then((module) => ({ default: module.ReformView })));

/** One programme, to be proofread against its document: each clause beside what is computed, tables, dated values, versions. */
export function ProgrammePage() {
  const { id = "" } = useParams({ strict: false });
  const [search] = useProgrammeSearch();
  const programme = useQuery(programmeQuery(id));
  return (
    <Page
      title={programme.data?.name ?? "…"}
      tab={programme.data?.name ?? "政策"}
      lead={<Link to="/programmes">‹ 返回政策列表</Link>}
      // What everybody is counted by has a freshest date; the words of a programme have none.
      notice={search.view ? undefined : programme.data?.notice}
    >
      <Query query={programme} what="政策" rows={10}>
        {(data) => (
          <>
            <Views programme={data} />
            {search.view === undefined ? (
              <Clauses programme={data} />
            ) : (
              <Suspense fallback={<Loading what="全体主体" rows={10} />}>
                {search.view === "population" ? <PopulationView programme={data} /> : <ReformView key={data.id} programme={data} />}
              </Suspense>
            )}
          </>
        )}
      </Query>
    </Page>
  );
}

const VIEW_WORDS = [
  [undefined, "条文与条件"],
  ["population", "谁符合"],
  ["reform", "改革测算"],
] as const;

/** The same programme three ways, each with an address of its own. */
function Views({ programme }: { programme: ProgrammeDetail }) {
  return (
    <nav className="views no-print" aria-label="看这项政策的">
      {VIEW_WORDS.map(([to, word]) => (
        <Link
          key={word}
          to="/programmes/$id"
          params={{ id: programme.id }}
          search={{ view: to } as ProgrammeSearch}
          activeOptions={{ includeSearch: true, explicitUndefined: true }}
        >
          {word}
        </Link>
      ))}
    </nav>
  );
}

function Clauses({ programme: data }: { programme: ProgrammeDetail }) {
  return (
          <div className="programme">
            <Head programme={data} />
            <Contents programme={data} />
            <section className="panel" aria-labelledby="clauses">
              <div className="panel-head">
                <h2 id="clauses">条款与条件</h2>
                <span className="aside">引文是文件原文，旁边是程序据此检查的内容；各条须全部满足</span>
              </div>
              <p className="quiet small reading">读法：{data.reading}</p>
              <ClauseTree conditions={data.conditions} />
            </section>
            <ScorePanel score={data.score} />
            <ClassPanel of={data.class} />
            <AmountPanel amount={data.amount} />
            <TablesPanel programme={data} />
            <DefinitionPanel definitions={data.definitions} />
            <ParameterPanel programme={data} />
            <EvidencePanel evidence={data.evidence} />
            {data.previous && <DifferencePanel programme={{ ...data, previous: data.previous }} />}
            <VersionPanel programme={data} />
            <FindingPanel findings={data.findings} />
            <TestPanel tests={data.tests} />
          </div>
  );
}

/** The page is long: its parts, each a jump. */
function Contents({ programme }: { programme: ProgrammeDetail }) {
  const parts: [string, string, boolean][] = [
    ["clauses", "条款与条件", true],
    ["score", "评分", programme.score !== null],
    ["class", "分类", programme.class !== null],
    ["amount", "金额", programme.amount !== null],
    ["tables", "决策表", programme.tables.length > 0],
    ["parameters", "参数", programme.parameters.length > 0],
    ["evidence", "申报材料", programme.evidence.length > 0],
    ["difference", "与上一版本的差异", programme.previous !== null],
    ["versions", "其他版本", programme.versions.length > 0],
    ["findings", "检查", true],
    ["tests", "内嵌测试", true],
  ];
  return (
    <nav className="contents no-print" aria-label="本页内容">
      {parts
        .filter(([, , shown]) => shown)
        .map(([id, name]) => (
          <a key={id} href={`#${id}`}>
            {name}
          </a>
        ))}
    </nav>
  );
}
