import { Link } from "@tanstack/react-router";
import type { Answer, QuestionSet } from "../../api/model";
import { StatusTag } from "../../components/StatusTag";
import { standing } from "../../lib/asking";
import { STATUSES } from "../../lib/status";

type Props = {
  set: QuestionSet;
  /** What the last answer has settled; null before there was one. */
  fresh: readonly Answer[] | null;
};

/** How many programmes have a conclusion by now, what the last answer settled, and which conclusions there are. */
export function Standing({ set, fresh }: Props) {
  const counts = standing(set.answers);
  const settled = set.answers.filter(({ status }) => status !== "unknown");
  const order = STATUSES.flatMap((status) => settled.filter((answer) => answer.status === status));
  return (
    <div className="standing">
      <div aria-live="polite">
        <p className="standing-count">
          <b className="num">{set.answers.length}</b> 项政策中，<b className="num">{set.settled}</b> 项已有结论
        </p>
        <progress aria-label="已有结论的政策" max={Math.max(1, set.answers.length)} value={set.settled} />
        {fresh !== null && (
          <p className="standing-fresh">
            {fresh.length === 0
              ? "刚才的回答还没有定下新的政策。"
              : `刚才的回答定下 ${fresh.length} 项：${fresh.map((answer) => answer.name || answer.programme).join("、")}。`}
          </p>
        )}
      </div>
      <ul className="standing-statuses">
        {STATUSES.filter((status) => counts[status] > 0).map((status) => (
          <li key={status}>
            <StatusTag status={status} /> <span className="num">{counts[status]} 项</span>
          </li>
        ))}
      </ul>
      {order.length > 0 && (
        <ul className="standing-list">
          {order.map((answer) => (
            <li key={answer.programme}>
              <StatusTag status={answer.status} plain />
              <Link to="/programmes/$id" params={{ id: answer.programme }} target="_blank">
                {answer.name || answer.programme}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
