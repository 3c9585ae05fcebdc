import type { Answer, AttributeInfo } from "../../api/model";
import { nextQuestions } from "../../lib/nextQuestions";
import { fieldId } from "./FactSection";

/** After a first answer: the facts that would settle most programmes, each a jump to its field. */
export function NextQuestions({ answers, known }: { answers: readonly Answer[]; known: ReadonlyMap<string, AttributeInfo> }) {
  const next = nextQuestions(answers).filter(({ attribute }) => known.has(attribute));
  if (next.length === 0) return null;
  const jump = (attribute: string) => {
    const field = document.getElementById(fieldId(attribute));
    const fold = field?.closest("details");
    if (fold) fold.open = true;
    field?.scrollIntoView({ block: "center" });
    field?.focus();
  };
  return (
    <div className="next-questions">
      <b>接下来最值得补的</b>
      <ul>
        {next.map(({ attribute, programmes }) => (
          <li key={attribute}>
            <button type="button" onClick={() => jump(attribute)} title={`关系到：${programmes.join("、")}`}>
              {attribute}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
