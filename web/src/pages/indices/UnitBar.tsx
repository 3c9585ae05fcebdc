import { Select } from "antd";
import { MAX_AGAINST } from "../../lib/indexSearch";
import type { Ranked } from "../../lib/ranks";

type Props = {
  units: Ranked[];
  focus: Ranked;
  against: Ranked[];
  onFocus: (code: string) => void;
  onAgainst: (codes: string[]) => void;
};

/** Whom the panels below are about, and beside whom. */
export function UnitBar({ units, focus, against, onFocus, onAgainst }: Props) {
  const options = units.map((unit) => ({ value: unit.code, label: unit.name }));
  return (
    <section className="panel unit-bar no-print" aria-label="看哪个单位">
      <label htmlFor="unit-focus">看</label>
      <Select id="unit-focus" aria-label="看哪个单位" showSearch optionFilterProp="label" options={options} value={focus.code} onChange={onFocus} />
      <label htmlFor="unit-against">对比</label>
      <Select
        id="unit-against"
        aria-label="与哪些单位对比"
        className="unit-against"
        mode="multiple"
        maxCount={MAX_AGAINST}
        optionFilterProp="label"
        placeholder={`最多 ${MAX_AGAINST} 个`}
        options={options.filter((option) => option.value !== focus.code)}
        value={against.map((unit) => unit.code)}
        onChange={onAgainst}
      />
    </section>
  );
}
