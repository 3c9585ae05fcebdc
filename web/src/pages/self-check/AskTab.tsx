import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useState } from "react";
import type { Answer, AttributeInfo, QuestionSet } from "../../api/model";
import { askNext } from "../../api/actions";
import { kindQuery } from "../../api/reads";
import { Loading } from "../../components/Loading";
import { Problem } from "../../components/Problem";
import { Query } from "../../components/Query";
import type { Asked, Skipped } from "../../lib/asking";
import { isSaid, newlySettled, rows, withBoxes, withSkipped } from "../../lib/asking";
import type { Sheet } from "../../lib/factsText";
import { toFacts } from "../../lib/factsText";
import { ChecklistCard } from "./ChecklistCard";
import { QuestionCard } from "./QuestionCard";
import { Standing } from "./Standing";

type Props = {
  sheet: Sheet;
  onChange: (sheet: Sheet) => void;
  skipped: Skipped;
  onSkipped: (skipped: Skipped) => void;
  busy: boolean;
  onAssess: (facts: Record<string, unknown>) => void;
};

/** The server asks, a question at a time, what settles most; after each answer it says how many programmes are settled. */
export function AskTab(props: Props) {
  const kind = useQuery(kindQuery("enterprise"));
  return (
    <Query query={kind} what="要问的项目" rows={6}>
      {({ groups }) => {
        const all = groups.flatMap((group) => group.attributes.map((one) => [one.name, one] as const));
        return <Dialogue {...props} attributes={new Map(all)} />;
      }}
    </Query>
  );
}

type State = { set: QuestionSet; fresh: readonly Answer[] | null };

function Dialogue({ sheet, onChange, skipped, onSkipped, busy, onAssess, attributes }: Props & { attributes: ReadonlyMap<string, AttributeInfo> }) {
  const [state, setState] = useState<State | null>(null);
  /** What was asked before, for the way back; the question on the table when it was gone back to. */
  const [past, setPast] = useState<readonly Asked[]>([]);
  const [again, setAgain] = useState<Asked | null>(null);
  /** Boxes that were ticked: what they stand for is asked for next. */
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const ask = useMutation({
    mutationFn: askNext,
    onSuccess: (set) => setState((last) => ({ set, fresh: last && newlySettled(last.set.answers, set.answers) })),
  });
  const { mutate } = ask;
  const facts = toFacts(sheet, attributes);
  // Once: what the other tabs or a file have said counts from the start.
  useEffect(() => mutate(toFacts(sheet, attributes)), []);

  if (!state) return ask.isError ? <Problem error={ask.error} onRetry={() => mutate(facts)} /> : <Loading what="第一个问题" rows={6} />;
  const open = rows(state.set.questions, skipped, ticked);
  const next = open.filter(({ attribute, boxes }) => boxes || attributes.has(attribute));
  const asked = again ?? next[0];
  const attribute = asked && attributes.get(asked.attribute);
  const forward = (row: Asked, unchanged: boolean) => {
    // A new question about what has been said asks for more of it; one gone back to does not.
    const unknown = (year?: string) => (unchanged && !again) || !isSaid(sheet, row.attribute, row.years, year);
    const skips = withSkipped(skipped, row, unknown);
    if (unchanged) {
      onSkipped(skips);
      setPast([...past, row]);
      setAgain(null);
      return;
    }
    mutate(facts, {
      onSuccess: () => {
        onSkipped(skips);
        setPast([...past, row]);
        setAgain(null);
      },
    });
  };
  const tick = (row: Asked, chosen: ReadonlySet<string>) => {
    const said = withBoxes(sheet, row.boxes ?? [], chosen, attributes);
    mutate(toFacts(said, attributes), {
      onSuccess: () => {
        onChange(said);
        setTicked(new Set([...ticked, ...chosen]));
        setPast([...past, row]);
        setAgain(null);
      },
    });
  };
  const back = () => {
    const last = past.at(-1);
    if (!last) return;
    setPast(past.slice(0, -1));
    setAgain(last);
  };
  return (
    <div className="ask">
      <div>
        {ask.isError && <Problem error={ask.error} placed={false} />}
        {asked?.boxes ? (
          <ChecklistCard
            key={`boxes|${past.length}`}
            number={past.length + 1}
            asked={asked}
            boxes={asked.boxes}
            initial={ticked}
            busy={ask.isPending}
            onNext={(chosen) => tick(asked, chosen)}
            onSkip={() => {
              onSkipped(withSkipped(skipped, asked, () => true));
              setPast([...past, asked]);
              setAgain(null);
            }}
            onBack={past.length > 0 ? back : null}
          />
        ) : asked && attribute ? (
          <QuestionCard
            key={`${asked.attribute}|${asked.years.join()}|${past.length}`}
            number={past.length + 1}
            asked={asked}
            attribute={attribute}
            sheet={sheet}
            onChange={onChange}
            busy={ask.isPending}
            revisited={again !== null}
            onNext={(unchanged) => forward(asked, unchanged)}
            onBack={past.length > 0 ? back : null}
          />
        ) : (
          <Finished skipped={skipped.size} elsewhere={open.map((row) => row.attribute)} onAgain={() => onSkipped(new Set())} onBack={past.length > 0 ? back : null} />
        )}
        <div className="form-actions">
          <Button loading={busy} disabled={Object.keys(facts).length === 0} onClick={() => onAssess(facts)}>
            看逐条结果和还差多少
          </Button>
          <span className="quiet">随时可看；已答的也在“填写”里，可以改</span>
        </div>
      </div>
      <Standing set={state.set} fresh={state.fresh} />
    </div>
  );
}

type FinishedProps = { skipped: number; elsewhere: readonly string[]; onAgain: () => void; onBack: (() => void) | null };

/** Nothing is left to ask here. */
function Finished({ skipped, elsewhere, onAgain, onBack }: FinishedProps) {
  return (
    <div className="question">
      <h3>{skipped === 0 && elsewhere.length === 0 ? "没有还能改变结论的问题了" : "眼下能问的都问过了"}</h3>
      {skipped > 0 && <p>有 {skipped} 项回答“不知道”，相关的政策因此待定。</p>}
      {elsewhere.length > 0 && <p>还有关于其他主体的事实要在“粘贴事实文件”里写：{elsewhere.join("、")}。</p>}
      <p className="quiet">其余仍为“待定”的，要由专家或主管部门评审。</p>
      <div className="form-actions">
        {skipped > 0 && <Button onClick={onAgain}>再问一遍不知道的</Button>}
        {onBack && <Button onClick={onBack}>返回上一题</Button>}
      </div>
    </div>
  );
}
