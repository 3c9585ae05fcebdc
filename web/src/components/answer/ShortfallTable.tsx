import type { Answer } from "../../api/model";
import { clauseNames } from "../../lib/answer";

/** How far each failed test was: arithmetic, no advice. */
export function ShortfallTable({ answer }: { answer: Answer }) {
  if (answer.shortfall.length === 0) return null;
  const clauses = clauseNames(answer.conditions);
  return (
    <section>
      <h3>差多少</h3>
      <div className="scroll-x">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">指标</th>
              <th scope="col" className="right">现在</th>
              <th scope="col" className="right">要求</th>
              <th scope="col">条款</th>
            </tr>
          </thead>
          <tbody>
            {answer.shortfall.map((row) => (
              <tr key={`${row.condition}|${row.quantity}`}>
                <td>{row.quantity}</td>
                <td className="right num unmet-ink">{row.have_shown}</td>
                <td className="right num">{row.need_shown}</td>
                <td className="quiet">{clauses.get(row.condition) ?? row.condition}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
