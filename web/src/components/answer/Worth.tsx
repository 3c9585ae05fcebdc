import type { Answer } from "../../api/model";
import { quantity } from "../../lib/format";

/** The class a programme sorts into, and the money it gives if its conditions hold. */
export function Worth({ answer }: { answer: Answer }) {
  const { amount } = answer;
  if (!answer.class && !amount && !answer.filled_by) return null;
  return (
    <p className="answer-worth">
      {answer.class && (
        <span>
          类别 <b>{answer.class}</b>
        </span>
      )}
      {amount && (
        <span>
          金额 <b className="num">{bounds(amount)}</b>
          <span className="quiet">（{amount.period === "year" ? "每年" : "一次"}，以符合条件为前提）</span>
        </span>
      )}
      {answer.filled_by && <span className="quiet">本地区的补充：{answer.filled_by}</span>}
    </p>
  );
}

function bounds({ min, max, unit }: NonNullable<Answer["amount"]>): string {
  const told = (value: string) => quantity(value, unit);
  if (min === null) return "待定";
  if (max === null) return `不少于 ${told(min)}`;
  return min === max ? told(min) : `${told(min)}—${told(max)}`;
}
