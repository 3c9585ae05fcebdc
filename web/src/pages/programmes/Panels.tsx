import { Link } from "@tanstack/react-router";
import type { ProgrammeDetail } from "../../api/model";
import { Force } from "./Force";

/** The named, dated values that the formulas use. */
export function ParameterPanel({ parameters }: { parameters: ProgrammeDetail["parameters"] }) {
  if (parameters.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="parameters">
      <div className="panel-head">
        <h2 id="parameters">参数</h2>
        <span className="aside">每个数值都有出处和起始日期，改规定只改这里</span>
      </div>
      <div className="scroll-x">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">名称</th>
              <th scope="col" className="right">数值</th>
              <th scope="col">出处</th>
              <th scope="col">自</th>
            </tr>
          </thead>
          <tbody>
            {parameters.map((parameter) => (
              <tr
                key={`${parameter.name}|${parameter.from}|${parameter.value}`}
                className={parameter.current ? undefined : "quiet"}
              >
                <td>{parameter.name}</td>
                <td className="right num">{parameter.current ? <b>{parameter.value}</b> : parameter.value}</td>
                <td>{parameter.article}</td>
                <td className="num">
                  {parameter.from ?? "施行之日"}
                  {!parameter.current && "（当前不适用）"}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

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

/** Other versions of the same family. */
export function VersionPanel({ versions }: { versions: ProgrammeDetail["versions"] }) {
  if (versions.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="versions">
      <h2 id="versions">其他版本</h2>
      <ul className="versions">
        {versions.map((version) => (
          <li key={version.id}>
            <Link to="/programmes/$id" params={{ id: version.id }}>
              {version.document || version.id}
            </Link>
            <span className="num quiet">
              {version.from ?? "未知"} — {version.until ?? "未定"}
            </span>
            <Force programme={version} />
          </li>
        ))}
      </ul>
    </section>
  );
}
