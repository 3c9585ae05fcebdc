import { useQuery } from "@tanstack/react-query";
import type { AttributeInfo } from "../../api/model";
import { overviewQuery } from "../../api/reads";
import type { Draft, Entry, Sheet } from "../../lib/factsText";
import { byYear, text } from "../../lib/factsText";
import type { Section } from "../../lib/questions";
import { FactInput } from "./FactInput";
import { ListEditor } from "./ListEditor";

type Props = {
  section: Section;
  years: readonly string[];
  sheet: Sheet;
  onChange: (sheet: Sheet) => void;
  open?: boolean;
};

/** Where the page's jumps find an attribute's (first) field. */
export function fieldId(attribute: string): string {
  return `fact-${attribute}`;
}

/** Fields under one heading: plain ones in a grid, yearly ones as a small table, lists as records. */
export function FactSection({ section, years, sheet, onChange, open = false }: Props) {
  const { draft, lists } = sheet;
  const districts = useDistrictChoices();
  const plain = section.attributes.filter((one) => !one.yearly && one.type !== "list");
  const yearly = section.attributes.filter((one) => one.yearly);
  const records = section.attributes.filter((one) => one.type === "list");
  const filled = section.attributes.filter((one) => isFilled(draft[one.name]) || lists[one.name] !== undefined).length;
  const set = (name: string, entry: Entry) => onChange({ ...sheet, draft: { ...draft, [name]: entry } as Draft });

  return (
    <details className="fact-section" open={open}>
      <summary>
        <b>{section.name}</b>
        <span className="quiet">{filled > 0 ? `已填 ${filled} / ${section.attributes.length}` : `${section.attributes.length} 项`}</span>
      </summary>
      {plain.length > 0 && (
        <div className="field-grid">
          {plain.map((attribute) => (
            <label key={attribute.name} className="field">
              <FieldName attribute={attribute} />
              <FactInput
                id={fieldId(attribute.name)}
                attribute={attribute}
                proposals={attribute.name === "行政区划" ? districts : undefined}
                value={text(draft[attribute.name])}
                onChange={(value) => set(attribute.name, value)}
              />
            </label>
          ))}
        </div>
      )}
      {yearly.length > 0 && (
        <div className="scroll-x">
          <table className="year-form">
            <thead>
              <tr>
                <th scope="col">按年填写</th>
                {years.map((year) => (
                  <th key={year} scope="col">
                    {year} 年
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {yearly.map((attribute) => {
                const entry = byYear(draft[attribute.name], years);
                return (
                  <tr key={attribute.name}>
                    <th scope="row">
                      <FieldName attribute={attribute} />
                    </th>
                    {years.map((year, index) => (
                      <td key={year}>
                        <FactInput
                          {...(index === 0 ? { id: fieldId(attribute.name) } : {})}
                          attribute={attribute}
                          label={`${attribute.name} ${year} 年`}
                          value={entry[year] ?? ""}
                          onChange={(value) => set(attribute.name, { ...entry, [year]: value })}
                        />
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {records.map((attribute) => (
        <ListEditor
          key={attribute.name}
          id={fieldId(attribute.name)}
          attribute={attribute}
          value={lists[attribute.name]}
          onChange={(list) => {
            const next = { ...lists };
            if (list === undefined) delete next[attribute.name];
            else next[attribute.name] = list;
            onChange({ ...sheet, lists: next });
          }}
        />
      ))}
    </details>
  );
}

/** The region's districts: nobody knows their code by heart. */
export function useDistrictChoices() {
  const overview = useQuery(overviewQuery);
  return overview.data?.districts.flatMap(({ code, name }) =>
    code === null ? [] : [{ value: code, label: `${name} ${code}` }],
  );
}

export function FieldName({ attribute }: { attribute: AttributeInfo }) {
  const unit = attribute.unit === "元" ? "万元" : attribute.unit;
  return (
    <span className="field-name" title={attribute.description || undefined}>
      {attribute.name}
      {unit && <small className="quiet">{unit}</small>}
    </span>
  );
}

function isFilled(entry: Entry | undefined): boolean {
  if (entry === undefined) return false;
  return typeof entry === "string" ? entry.trim() !== "" : Object.values(entry).some((one) => one.trim() !== "");
}
