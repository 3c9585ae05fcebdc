import type { Plan, PlanBlocked } from "../../api/model";
import { Assumptions } from "./Assumptions";

/** The least that makes it: what to change, by when, on which assumptions; or why there is no plan. */
export function PlanBox({ plan, blocked }: { plan?: Plan | null; blocked?: PlanBlocked | null }) {
  if (blocked) {
    return (
      <section>
        <h3>怎样才能符合</h3>
        <p>{blocked.reason}</p>
      </section>
    );
  }
  if (!plan) return null;
  return (
    <section>
      <h3>
        怎样才能符合
        <small className="num">
          {plan.target_date} 前，费用约 {plan.cost_shown}
        </small>
      </h3>
      {plan.changes.length === 0 ? (
        <p>不需要改变什么：到 {plan.target_date} 就符合。</p>
      ) : (
        <div className="scroll-x">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">要改变的</th>
              <th scope="col" className="right">
                从
              </th>
              <th scope="col" className="right">
                到
              </th>
              <th scope="col" className="right">
                费用
              </th>
              <th scope="col" className="right">
                至少提前
              </th>
            </tr>
          </thead>
          <tbody>
            {plan.changes.map((change) => (
              <tr key={`${change.attribute} ${change.period ?? ""} ${change.action ?? ""}`}>
                <td>
                  {change.period && `${change.period} 年`}
                  {change.attribute}
                  {change.action && <span className="quiet">（{change.action}）</span>}
                </td>
                <td className="right num">{change.from_shown}</td>
                <td className="right num">{change.to_shown}</td>
                <td className="right num">{change.cost_shown}</td>
                <td className="right num">{change.lead_time}</td>
              </tr>
            ))}
          </tbody>
        </table>
        </div>
      )}
      <Assumptions of={plan.assumptions} />
    </section>
  );
}
