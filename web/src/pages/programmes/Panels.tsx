import { Link } from "@tanstack/react-router";
import type { ProgrammeDetail, WordsLine } from "../../api/model";
import { StatusTag } from "../../components/StatusTag";
import { Force } from "./Force";
import { WordsList } from "./WordsList";

/** Documents an applicant must bring. */
export function EvidencePanel({ evidence }: { evidence: ProgrammeDetail["evidence"] }) {
  if (evidence.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="evidence">
      <h2 id="evidence">申报材料</h2>
      <ol className="evidence">
        {evidence.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ol>
    </section>
  );
}

/** Definitions that no clause, amount or table has used. */
export function DefinitionPanel({ definitions }: { definitions: readonly WordsLine[] }) {
  if (definitions.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="definitions">
      <div className="panel-head">
        <h2 id="definitions">其他定义</h2>
        <span className="aside">上面没有解释过的算法</span>
      </div>
      <WordsList lines={definitions} />
    </section>
  );
}

/** Other versions of the same family; of the later ones, what they changed. */
export function VersionPanel({ programme }: { programme: Pick<ProgrammeDetail, "versions" | "from"> }) {
  if (programme.versions.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="versions">
      <h2 id="versions">其他版本</h2>
      <ul className="versions">
        {programme.versions.map((version) => (
          <li key={version.id}>
            <Link to="/programmes/$id" params={{ id: version.id }}>
              {version.document || version.id}
            </Link>
            <span className="num quiet">
              {version.from ?? "未知"} — {version.until ?? "未定"}
            </span>
            <Force programme={version} />
            {(version.from ?? "") > (programme.from ?? "") && (
              <Link to="/programmes/$id" params={{ id: version.id }} hash="difference">
                看它改了什么
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The tests in the file: facts at, just below and just above each threshold, with what must come out. */
export function TestPanel({ tests }: { tests: ProgrammeDetail["tests"] }) {
  return (
    <section className="panel" aria-labelledby="tests">
      <div className="panel-head">
        <h2 id="tests">内嵌测试</h2>
        <span className="aside">kechuang programme test 逐个运行</span>
      </div>
      {tests.length === 0 ? (
        <p>这个文件没有测试。</p>
      ) : (
        <details className="more">
          <summary>共 {tests.length} 个测试</summary>
          <ul className="tests">
            {tests.map((test, index) => (
              <li key={index}>
                {test.status && <StatusTag status={test.status} plain />}
                <span>{test.name}</span>
                <span className="num quiet">{test.as_of}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
