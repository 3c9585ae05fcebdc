import { MinusOutlined, PlusOutlined, UndoOutlined } from "@ant-design/icons";
import { Button, Input, InputNumber, Slider } from "antd";
import type { ParameterInfo } from "../../../api/model";
import { readDial, tidy, writeDial } from "../../../lib/dial";

type Props = {
  parameter: ParameterInfo;
  /** As it is tried; the law's own where nothing is. */
  value: string;
  onValue: (value: string) => void;
};

/** One parameter: a slider with the law's value marked, a step to either side, the number itself; words and dates as text. */
export function Dial({ parameter, value, onValue }: Props) {
  const { name } = parameter;
  const law = readDial(parameter.value);
  const now = readDial(value);
  const changed = value !== parameter.value;
  return (
    <li className={changed ? "dial dial-changed" : "dial"}>
      <div className="dial-name">
        <span>
          {name} <span className="quiet small">{parameter.article}</span>
        </span>
        {changed && (
          <Button type="text" size="small" icon={<UndoOutlined />} aria-label={`现行 ${parameter.value}，把${name}恢复成它`} onClick={() => onValue(parameter.value)}>
            现行 {parameter.value}
          </Button>
        )}
      </div>
      {law && now ? (
        <Numeric name={name} law={law} value={now.value} onValue={(next) => onValue(writeDial(next, law.unit))} />
      ) : (
        <Input aria-label={name} value={value} onChange={(event) => onValue(event.target.value)} />
      )}
    </li>
  );
}

type NumericProps = { name: string; law: NonNullable<ReturnType<typeof readDial>>; value: number; onValue: (value: number) => void };

function Numeric({ name, law, value, onValue }: NumericProps) {
  const { min, step, unit } = law;
  // A number typed beyond the range takes the range along.
  const max = Math.max(law.max, value);
  const move = (times: number) => onValue(tidy(Math.max(min, value + times * step)));
  return (
    <div className="dial-row">
      <Slider
        className="dial-slider"
        min={min}
        max={max}
        step={step}
        value={value}
        marks={{ [law.value]: { label: <span className="visually-hidden">现行 {writeDial(law.value, unit)}</span> } }}
        included
        tooltip={{ formatter: (shown) => (shown === undefined ? "" : writeDial(shown, unit)) }}
        ariaLabelForHandle={name}
        onChange={onValue}
      />
      <span className="dial-number">
        <Button size="small" icon={<MinusOutlined />} aria-label={`${name}减 ${writeDial(step, unit)}`} disabled={value <= min} onClick={() => move(-1)} />
        <InputNumber
          size="small"
          aria-label={`${name}（${unit || "数"}）`}
          controls={false}
          min={min}
          step={step}
          value={value}
          suffix={unit}
          onChange={(typed) => typed !== null && onValue(tidy(typed))}
        />
        <Button size="small" icon={<PlusOutlined />} aria-label={`${name}加 ${writeDial(step, unit)}`} onClick={() => move(1)} />
      </span>
    </div>
  );
}
