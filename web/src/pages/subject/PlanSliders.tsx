import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Slider } from "antd";
import { useMemo, useState } from "react";
import type { Plan } from "../../api/model";
import { planQuery, whatIfQuery } from "../../api/reads";
import { Assumptions } from "../../components/answer/Assumptions";
import { Problem } from "../../components/Problem";
import { Query } from "../../components/Query";
import { StatusTag } from "../../components/StatusTag";
import { reasons } from "../../lib/answer";
import { quantity } from "../../lib/format";
import { amount, type Change, factsOf, isNumeric, keyOf, range, sentence } from "../../lib/planFacts";
import { useDebounced } from "../../lib/useDebounced";

/** A hand on a slider rests for so long before the server is asked. */
const PAUSE_MS = 120;

type Props = { kind: string; id: string; programme: string };

/** What the next window takes, as sliders over the open years; closed years are never touched. */
export function PlanSliders({ kind, id, programme }: Props) {
  const query = useQuery(planQuery(kind, id, programme));
  return (
    <Query query={query} what="计划" rows={3}>
      {({ answers: [answer] }) => {
        if (answer?.plan_blocked) return <p className="plan-none">{answer.plan_blocked.reason}</p>;
        if (!answer?.plan) return <p className="plan-none">不需要计划：现在就符合，或者这项政策没有可以计划的条件。</p>;
        return <Sliders kind={kind} id={id} programme={programme} plan={answer.plan} />;
      }}
    </Query>
  );
}

function Sliders({ kind, id, programme, plan }: Props & { plan: Plan }) {
  const numeric = plan.changes.filter(isNumeric);
  const others = plan.changes.filter((change) => !isNumeric(change));
  const asked = () => new Map(numeric.map((change) => [keyOf(change), amount(change.to)]));
  const [numbers, setNumbers] = useState(asked);
  const [taken, setTaken] = useState(() => new Set(others.map(keyOf)));
  const facts = useMemo(() => factsOf(plan, numbers, taken), [plan, numbers, taken]);
  const still = useDebounced(facts, PAUSE_MS);
  const query = useQuery(whatIfQuery(kind, id, programme, plan.target_date, still));
  const answer = query.data?.answers[0];
  const why = answer ? reasons(answer.conditions) : [];
  if (plan.changes.length === 0) return <p className="plan-none">不需要改变什么：到 {plan.target_date} 就符合。</p>;
  return (
    <div className="plan-sliders">
      <p className="plan-said">
        {`到 ${plan.target_date}：`}<b>{plan.changes.map(sentence).join("；")}</b>{`，即可。费用约 ${plan.cost_shown}（按可替换的假定）。`}
      </p>
      {numeric.map((change) => (
        <One
          key={keyOf(change)}
          change={change}
          value={numbers.get(keyOf(change)) ?? amount(change.to)}
          onValue={(value) => setNumbers(new Map(numbers).set(keyOf(change), value))}
        />
      ))}
      {others.map((change) => (
        <Checkbox
          key={keyOf(change)}
          checked={taken.has(keyOf(change))}
          onChange={(event) => {
            const next = new Set(taken);
            if (event.target.checked) next.add(keyOf(change));
            else next.delete(keyOf(change));
            setTaken(next);
          }}
        >
          {sentence(change)}
        </Checkbox>
      ))}
      {query.isError && <Problem error={query.error} onRetry={() => void query.refetch()} />}
      <div className="plan-outcome" role="status" aria-busy={query.isFetching}>
        <span className="quiet">按这些数，{plan.target_date}：</span>
        {answer && <StatusTag status={answer.status} />}
        {why.slice(0, 3).map((reason) => (
          <span key={reason.id} className="small">
            {reason.sentence}
          </span>
        ))}
      </div>
      <p className="quiet small">
        没有结账的年份按最近一年推算，可以拖动；已结账的年份不动。
        <Button
          type="link"
          size="small"
          onClick={() => {
            setNumbers(asked());
            setTaken(new Set(others.map(keyOf)));
          }}
        >
          回到计划
        </Button>
      </p>
      <Assumptions of={plan.assumptions} />
    </div>
  );
}

type OneProps = { change: Change; value: number; onValue: (value: number) => void };

function One({ change, value, onValue }: OneProps) {
  const { least, most, step } = range(change);
  const name = `${change.period ? `${change.period} 年` : ""}${change.attribute}`;
  const shown = (number: number) => quantity(String(number), change.unit);
  const to = amount(change.to);
  return (
    <div className="plan-slider">
      <span className="plan-slider-name">{name}</span>
      <Slider
        min={least}
        max={most}
        // From the server's own value on: a step of its own would miss what the plan asks for.
        step={null}
        marks={marks(least, most, step, to)}
        value={value}
        onChange={onValue}
        ariaLabelForHandle={name}
        ariaValueTextFormatterForHandle={(number) => shown(number ?? value)}
        tooltip={{ formatter: (number) => shown(number ?? value) }}
      />
      <b className="num">{shown(value)}</b>
      <span className="quiet num small">
        现按 {change.from_shown}，计划 {change.to_shown}
      </span>
    </div>
  );
}

/** The places where a slider may rest: even steps, and exactly what the plan asks for. */
function marks(least: number, most: number, step: number, to: number): Record<number, string> {
  const found: Record<number, string> = { [least]: "", [most]: "", [to]: "" };
  for (let at = Math.ceil(least / step) * step; at < most; at += step) found[at] = "";
  return found;
}
