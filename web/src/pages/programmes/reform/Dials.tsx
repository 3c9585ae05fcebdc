import { Button } from "antd";
import type { ParameterChange, ParameterInfo, ProgrammeDetail } from "../../../api/model";
import { Dial } from "./Dial";

type Props = { programme: ProgrammeDetail; set: readonly ParameterChange[]; onSet: (set: ParameterChange[]) => void };

/** Each parameter that a programme has today, with the version that it is of. */
export function parametersOf(programme: Pick<ProgrammeDetail, "id" | "parameters">): (ParameterInfo & { programme: string })[] {
  return programme.parameters.filter(({ current }) => current).map((parameter) => ({ ...parameter, programme: parameter.of ?? programme.id }));
}

/** Every parameter as a slider: the programme's own, and folded those that it takes from others. */
export function Dials({ programme, set, onSet }: Props) {
  const all = parametersOf(programme);
  const own = all.filter(({ of }) => of === null);
  const imported = all.filter(({ of }) => of !== null);
  const find = (parameter: (typeof all)[number]) =>
    set.find((change) => change.programme === parameter.programme && change.parameter === parameter.name);
  const put = (parameter: (typeof all)[number], value: string) => {
    const others = set.filter((change) => change !== find(parameter));
    onSet(value === parameter.value ? others : [...others, { programme: parameter.programme, parameter: parameter.name, value }]);
  };
  const list = (parameters: typeof all) => (
    <ul className="dial-list">
      {parameters.map((parameter) => (
        <Dial
          key={`${parameter.programme}|${parameter.name}`}
          parameter={parameter}
          value={find(parameter)?.value ?? parameter.value}
          onValue={(value) => put(parameter, value)}
        />
      ))}
    </ul>
  );
  return (
    <section className="panel dials" aria-labelledby="dials">
      <div className="panel-head">
        <h2 id="dials">把参数改成</h2>
        <Button size="small" disabled={set.length === 0} onClick={() => onSet([])}>
          全部恢复现行
        </Button>
      </div>
      {all.length === 0 && <p className="quiet">这项政策没有可以改的参数：条件里没有数。</p>}
      {list(own)}
      {imported.length > 0 && (
        <details className="more" open={imported.some((parameter) => find(parameter) !== undefined)}>
          <summary>引用的 {imported.length} 个参数（引用它的政策也跟着变）</summary>
          {list(imported)}
        </details>
      )}
    </section>
  );
}
