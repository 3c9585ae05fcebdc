import { Button, Input, InputNumber, Select } from "antd";
import type { ImportColumn } from "../../api/model";
import type { ColumnChoice, Target } from "../../lib/importMapping";
import { takenFor } from "../../lib/importMapping";

type Props = {
  column: ImportColumn;
  groups: readonly { group: string; targets: readonly Target[] }[];
  /** What a person said of it. */
  choice: ColumnChoice | undefined;
  onChoose: (choice: ColumnChoice | null) => void;
};

const IDENTITY = "identity";
const IGNORE = "ignore";
const YEAR = "year";
const KEPT = "kept";
const VALUE = "value:";

function chosen(choice: ColumnChoice | null, role: ImportColumn["role"]): string {
  if (choice === null) return role === "year" ? YEAR : KEPT;
  return choice.to === "value" ? VALUE + choice.attribute : choice.to;
}

/** One column: its first values, and what it is taken for. */
export function ColumnRow({ column, groups, choice, onChoose }: Props) {
  const taken = choice ?? takenFor(column);
  const target = taken?.to === "value" ? groups.flatMap(({ targets }) => targets).find(({ name }) => name === taken.attribute) : undefined;
  const pick = (next: string) => {
    if (next === IDENTITY || next === IGNORE) onChoose({ to: next });
    else if (next.startsWith(VALUE)) onChoose({ to: "value", attribute: next.slice(VALUE.length) });
    else onChoose(null);
  };
  const own = column.role === "year" ? [{ value: YEAR, label: "每行的年度" }] : [];
  return (
    <tr className={column.role === "kept" && !choice ? "is-unused" : undefined}>
      <th scope="row">
        <span className="quiet">{column.letter}</span> {column.header}
      </th>
      <td className="samples">{column.samples.length === 0 ? <span className="quiet">（空）</span> : column.samples.join("　")}</td>
      <td>
        <div className="column-choice">
          <Select
            aria-label={`“${column.header}”的含义`}
            className="column-target"
            size="small"
            showSearch={{ optionFilterProp: "label" }}
            popupMatchSelectWidth={false}
            value={chosen(taken, column.role)}
            options={[
              ...own,
              { value: KEPT, label: "不用（按原文保留）" },
              { value: IDENTITY, label: "指明主体（代码或名称）" },
              { value: IGNORE, label: "不要这一列" },
              ...groups.map(({ group, targets }) => ({ label: group, options: targets.map(({ name }) => ({ value: VALUE + name, label: name })) })),
            ]}
            onChange={pick}
          />
          {taken?.to === "value" && target?.yearly && (
            <InputNumber
              aria-label={`“${column.header}”的年份`}
              size="small"
              min={1900}
              max={2200}
              controls={false}
              placeholder="年份"
              value={taken.year ?? null}
              onChange={(year) => {
                const { year: _, ...others } = taken;
                onChoose(year === null ? others : { ...others, year });
              }}
            />
          )}
          {taken?.to === "value" && target?.unit && (
            <Input
              aria-label={`“${column.header}”的单位`}
              className="column-unit"
              size="small"
              placeholder={target.unit}
              defaultValue={taken.unit ?? ""}
              key={taken.unit ?? ""}
              // Said when it has been typed to its end: half a unit is none.
              onBlur={(event) => {
                const unit = event.target.value.trim();
                const { unit: before = "", ...others } = taken;
                if (unit !== before) onChoose(unit === "" ? others : { ...others, unit });
              }}
              onPressEnter={(event) => event.currentTarget.blur()}
            />
          )}
          {choice && (
            <Button size="small" type="link" onClick={() => onChoose(null)}>
              恢复
            </Button>
          )}
        </div>
      </td>
    </tr>
  );
}
