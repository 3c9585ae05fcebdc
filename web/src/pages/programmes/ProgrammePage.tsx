import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ProgrammeDetail } from "../../api/model";
import { programmeQuery } from "../../api/reads";
import { Page } from "../../components/Page";
import { Query } from "../../components/Query";
import { CONFIDENCE } from "../../lib/confidence";
import { ClauseTree } from "./ClauseTree";
import { EvidencePanel, ParameterPanel, VersionPanel } from "./Panels";
import { Force } from "./Force";

/** One programme: the clause beside its condition, the dated thresholds, the documents an applicant brings. */
export function ProgrammePage() {
  const { id = "" } = useParams({ strict: false });
  const programme = useQuery(programmeQuery(id));
  return (
    <Page
      title={programme.data?.name ?? "…"}
      tab={programme.data?.name ?? "政策"}
      lead={<Link to="/programmes">‹ 返回政策列表</Link>}
      notice={programme.data?.notice}
    >
      <Query query={programme} what="政策" rows={10}>
        {(data) => (
          <>
            <Head programme={data} />
            <section className="panel" aria-labelledby="clauses">
              <div className="panel-head">
                <h2 id="clauses">条款与条件</h2>
                <span className="aside">左边是文件原文，右边是据此计算的条件</span>
              </div>
              <ClauseTree conditions={data.conditions} />
            </section>
            <ParameterPanel parameters={data.parameters} />
            <EvidencePanel evidence={data.evidence} />
            <VersionPanel versions={data.versions} />
          </>
        )}
      </Query>
    </Page>
  );
}

function Remarks({ word, lines }: { word: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div className="notes">
      <h3>{word}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

function Head({ programme }: { programme: ProgrammeDetail }) {
  const facts: [string, React.ReactNode][] = [
    ["文号", programme.document],
    ["发布机关", programme.authority],
    ["适用地域", programme.territory],
    ["有效期", `${programme.from ?? "日期未知"} 起，${programme.until ? `至 ${programme.until}` : "截止日期未定"}`],
    ["资格有效期", programme.validity],
    ["可信程度", CONFIDENCE[programme.confidence] ?? programme.confidence],
    ["标识", <span className="mono">{programme.id}</span>],
    ["采用的文件", <span className="mono">{programme.file}</span>],
  ];
  return (
    <section className="panel" aria-label="基本信息">
      <dl className="identity">
        <div>
          <dt>效力</dt>
          <dd>
            <Force programme={programme} />
          </dd>
        </div>
        {facts
          .filter(([, value]) => value !== "" && value !== null)
          .map(([word, value]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <Remarks word="可以得到" lines={programme.benefits} />
      <Remarks word="须知" lines={programme.notes} />
      {programme.applies && (
        <div className="notes">
          <h3>适用对象</h3>
          <code className="formula">{programme.applies}</code>
        </div>
      )}
      {programme.in_force && programme.kind === "enterprise" && (
        <p className="head-links no-print">
          <Link to="/enterprises" search={{ programme: programme.family, status: "met" }}>
            符合的企业
          </Link>
          <Link to="/enterprises" search={{ programme: programme.family, status: "unknown" }}>
            待定的企业
          </Link>
          <Link to="/self-check">用自己的事实测一测</Link>
        </p>
      )}
    </section>
  );
}
