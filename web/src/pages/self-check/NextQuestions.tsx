import { useQuery } from "@tanstack/react-query";
import type { AttributeInfo } from "../../api/model";
import { askNext } from "../../api/actions";
import { rows } from "../../lib/asking";
import { fieldId } from "./FactSection";

const MOST = 8;
const NOTHING_SKIPPED = new Set<string>();

type Props = { facts: Record<string, unknown>; known: ReadonlyMap<string, AttributeInfo> };

/** After a first answer: what the server would ask next, each a jump to its field, and how many programmes are settled. */
export function NextQuestions({ facts, known }: Props) {
  const { data } = useQuery({ queryKey: ["questions", facts], queryFn: () => askNext(facts) });
  if (!data) return null;
  const next = rows(data.questions, NOTHING_SKIPPED).filter(({ attribute }) => known.has(attribute));
  const jump = (attribute: string) => {
    const field = document.getElementById(fieldId(attribute));
    const fold = field?.closest("details");
    if (fold) fold.open = true;
    field?.scrollIntoView({ block: "center" });
    field?.focus();
  };
  return (
    <div className="next-questions">
      <span>
        <b className="num">{data.answers.length}</b> 项政策中 <b className="num">{data.settled}</b> 项已有结论
      </span>
      {next.length > 0 && <b>接下来最值得补的</b>}
      <ul>
        {next.slice(0, MOST).map(({ attribute, names }) => (
          <li key={attribute}>
            <button type="button" onClick={() => jump(attribute)} title={`关系到：${names.join("、")}`}>
              {attribute}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
