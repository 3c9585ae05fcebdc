import type { AttributeFacts, GroupFacts, SourceRef } from "../../api/model";
import { FactState } from "../../components/FactState";
import { SubjectLink } from "../../components/KindLink";
import { arrange } from "../../lib/facts";
import { Fact } from "./Fact";
import { RecordTable } from "./RecordTable";
import { YearTable } from "./YearTable";

type Props = { group: GroupFacts; sources: readonly SourceRef[] };

/** Facts under one heading: figures by year, plain facts, records; then what is unknown, in one quiet line. */
export function FactGroup({ group, sources }: Props) {
  const { yearly, plain, lists, unknown, withheld, years } = arrange(group.attributes);
  const told = yearly.length + plain.length + lists.length;
  return (
    <section className="panel facts" aria-label={group.name}>
      <div className="panel-head">
        <h2>{group.name}</h2>
        <span className="aside">
          已知 {told} 项，共 {group.attributes.length} 项
        </span>
      </div>
      {plain.length > 0 && (
        <dl className="fact-grid">
          {plain.map((attribute) => (
            <div key={attribute.name} className="fact-row">
              <dt title={attribute.description || undefined}>{attribute.name}</dt>
              <dd>
                {attribute.value ? (
                  <Fact
                    name={attribute.name}
                    value={attribute.value}
                    sources={sources}
                    derived={attribute.derived}
                  />
                ) : (
                  <FactState state={attribute.state} />
                )}
                {attribute.subject && (
                  <SubjectLink kind={attribute.subject.kind} id={attribute.subject.id} className="named-subject">
                    {attribute.subject.name === attribute.value?.text ? "查看" : attribute.subject.name}
                  </SubjectLink>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {yearly.length > 0 && <YearTable attributes={yearly} years={years} sources={sources} label={group.name} />}
      {lists.map((attribute) => (
        <RecordTable key={attribute.name} attribute={attribute} sources={sources} />
      ))}
      <Untold word="未知" attributes={unknown} />
      <Untold word="无权查看" attributes={withheld} />
    </section>
  );
}

const SHOWN = 10;

/** Names of attributes without a value, the first few at once. */
export function Untold({ word, attributes }: { word: string; attributes: readonly AttributeFacts[] }) {
  if (attributes.length === 0) return null;
  const names = attributes.map((attribute) => attribute.name);
  return (
    <div className="untold">
      <span className="untold-word">{word}</span>
      {names.length <= SHOWN ? (
        <span>{names.join("、")}</span>
      ) : (
        <details>
          <summary>
            {names.slice(0, SHOWN).join("、")} <span className="untold-more">等 {names.length} 项</span>
          </summary>
          <span>{names.slice(SHOWN).join("、")}</span>
        </details>
      )}
    </div>
  );
}
