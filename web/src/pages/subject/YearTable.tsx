import type { AttributeFacts, SourceRef } from "../../api/model";
import { FactState } from "../../components/FactState";
import { Fact } from "./Fact";
import { Spark } from "./Spark";

type Props = {
  attributes: readonly AttributeFacts[];
  years: readonly number[];
  sources: readonly SourceRef[];
  label: string;
};

/** Figures by year, oldest first, each with its source; a small picture at the end of the row shows the direction. */
export function YearTable({ attributes, years, sources, label }: Props) {
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={`${label}：按年的数值，可左右滚动`}>
      <table className="year-table">
        <thead>
          <tr>
            <th scope="col">指标</th>
            {years.map((year) => (
              <th key={year} scope="col" className="right">
                {year}
              </th>
            ))}
            <th scope="col" className="spark-head">
              走势
            </th>
          </tr>
        </thead>
        <tbody>
          {attributes.map((attribute) => (
            <tr key={attribute.name} className="fact-row">
              <th scope="row" title={attribute.description || undefined}>
                {attribute.name}
                {attribute.derived && <span className="derived">算出</span>}
              </th>
              {years.map((year) => (
                <td key={year} className="right">
                  <Cell attribute={attribute} year={year} sources={sources} />
                </td>
              ))}
              <td>
                <Spark attribute={attribute} years={years} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ attribute, year, sources }: { attribute: AttributeFacts; year: number; sources: readonly SourceRef[] }) {
  const fact = attribute.years.find((candidate) => candidate.year === year);
  if (!fact?.value) return <FactState state={fact?.state ?? "unknown"} />;
  return (
    <Fact name={`${year} 年${attribute.name}`} value={fact.value} sources={sources} derived={attribute.derived} />
  );
}
