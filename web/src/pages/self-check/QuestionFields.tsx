import { Radio } from "antd";
import type { AttributeInfo } from "../../api/model";
import type { Asked } from "../../lib/asking";
import type { Entry, Sheet } from "../../lib/factsText";
import { byYear, text } from "../../lib/factsText";
import { FactInput } from "./FactInput";
import { useDistrictChoices } from "./FactSection";
import { ListEditor } from "./ListEditor";

type Props = { asked: Asked; attribute: AttributeInfo; sheet: Sheet; onChange: (sheet: Sheet) => void };

/** The fields of one question: a row with all its years, a choice, a text, or records. */
export function QuestionFields({ asked, attribute, sheet, onChange }: Props) {
  const districts = useDistrictChoices();
  const { name } = attribute;
  const entry = sheet.draft[name];
  const set = (next: Entry) => onChange({ ...sheet, draft: { ...sheet.draft, [name]: next } });
  if (attribute.type === "list") {
    return (
      <ListEditor
        id={`ask-${name}`}
        attribute={attribute}
        value={sheet.lists[name]}
        onChange={(list) => {
          const lists = { ...sheet.lists };
          if (list === undefined) delete lists[name];
          else lists[name] = list;
          onChange({ ...sheet, lists });
        }}
      />
    );
  }
  if (asked.years.length > 0) {
    const values = byYear(entry, asked.years);
    return (
      <div className="ask-years">
        {asked.years.map((year) => (
          <label key={year} className="field">
            <span className="field-name">{year} 年</span>
            <FactInput
              attribute={attribute}
              label={`${name} ${year} 年`}
              value={values[year] ?? ""}
              onChange={(value) => set({ ...values, [year]: value })}
            />
          </label>
        ))}
      </div>
    );
  }
  if (attribute.type === "boolean") {
    return (
      <Radio.Group
        aria-label={name}
        optionType="button"
        options={["是", "否"]}
        value={text(entry)}
        onChange={(event) => set(String(event.target.value))}
      />
    );
  }
  return (
    <div className="ask-plain">
      <FactInput
        attribute={attribute}
        proposals={name === "行政区划" ? districts : undefined}
        value={text(entry)}
        onChange={set}
      />
    </div>
  );
}
