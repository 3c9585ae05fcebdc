import type { Answer } from "../../api/model";
import { clauseNames } from "../../lib/answer";
import { named } from "../../lib/format";
import { gather } from "../../lib/missing";

const FIRST = 12;

/** Unknown facts that can still change the status, the most decisive first, as the API orders them. */
export function MissingList({ answer }: { answer: Answer }) {
  if (answer.missing.length === 0) return null;
  const clauses = clauseNames(answer.conditions);
  const items = gather(answer.missing).map(({ attribute, periods, decides }) => ({
    name: named(attribute, periods.join("、")),
    decides: [...new Set(decides.map((id) => clauses.get(id) ?? id))],
  }));
  const list = (from: number, to?: number) => (
    <ol className="missing" start={from + 1}>
      {items.slice(from, to).map((item) => (
        <li key={item.name}>
          <b>{item.name}</b>
          {item.decides.length > 0 && <span className="quiet">决定 {item.decides.join("、")}</span>}
        </li>
      ))}
    </ol>
  );
  return (
    <section data-testid="missing">
      <h3>
        还缺哪些事实<small className="quiet">最能决定结果的排在前面</small>
      </h3>
      {list(0, FIRST)}
      {items.length > FIRST && (
        <details className="more">
          <summary>其余 {items.length - FIRST} 项</summary>
          {list(FIRST)}
        </details>
      )}
    </section>
  );
}
