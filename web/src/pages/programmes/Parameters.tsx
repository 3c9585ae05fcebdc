import { Link } from "@tanstack/react-router";
import type { ParameterInfo, ProgrammeDetail } from "../../api/model";
import { ScrollX } from "../../components/ScrollX";

/** The named, dated values that the formulas use; those of other versions are folded. */
export function ParameterPanel({ programme }: { programme: Pick<ProgrammeDetail, "parameters" | "from"> }) {
  const { parameters, from } = programme;
  if (parameters.length === 0) return null;
  const own = parameters.filter(({ of }) => of === null);
  const imported = parameters.filter(({ of }) => of !== null);
  return (
    <section className="panel" aria-labelledby="parameters">
      <div className="panel-head">
        <h2 id="parameters">参数</h2>
        <span className="aside">每个数值都有出处和起始日期，改规定只改这里</span>
      </div>
      {own.length > 0 && <Values label="本政策的参数" parameters={own} from={from} />}
      {imported.length > 0 && (
        <details className="more">
          <summary>引用的 {new Set(imported.map(({ name }) => name)).size} 个参数</summary>
          <Values label="引用的参数" parameters={imported} from={null} />
        </details>
      )}
    </section>
  );
}

type Props = {
  label: string;
  parameters: readonly ParameterInfo[];
  /** First day of force of the version that says them, where it is known. */
  from: string | null;
};

/** A value that is longer than this may break. */
const SHORT = 10;

function Values({ label, parameters, from }: Props) {
  const since = from === null ? "施行之日" : `${from}（施行之日）`;
  return (
    <ScrollX label={label}>
      <table className="plain-table wide parameters">
        <thead>
          <tr>
            <th scope="col">名称</th>
            <th scope="col" className="right">
              数值
            </th>
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
              <td className={parameter.value.length <= SHORT ? "right num" : "right"}>{parameter.current ? <b>{parameter.value}</b> : parameter.value}</td>
              <td>
                {parameter.article}
                {parameter.of && (
                  <>
                    {" "}
                    <Link to="/programmes/$id" params={{ id: parameter.of }} className="small">
                      引自 {parameter.of}
                    </Link>
                  </>
                )}
              </td>
              <td>
                {parameter.from === null ? since : <span className="num">{parameter.from}</span>}
                {!parameter.current && "（当前不适用）"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}
