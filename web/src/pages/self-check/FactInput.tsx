import { AutoComplete, Input, Select } from "antd";
import type { AttributeInfo } from "../../api/model";

type Described = Pick<AttributeInfo, "name" | "type" | "values"> & Partial<Pick<AttributeInfo, "unit" | "description">>;
type Props = {
  id?: string;
  attribute: Described;
  label?: string;
  /** Values to choose from where any other may be typed too. */
  proposals?: readonly { value: string; label: string }[] | undefined;
  value: string;
  onChange: (value: string) => void;
};

/** The example that a description gives. */
const PLACEHOLDER = /如 .+$/;

/** One fact as a person types it; the server reads and judges it, so that page and spreadsheet accept the same. */
export function FactInput({ id, attribute, label = attribute.name, proposals, value, onChange }: Props) {
  const words = attribute.type === "boolean" ? ["是", "否"] : attribute.type === "enumeration" ? attribute.values : null;
  if (words) {
    return (
      <Select
        {...(id ? { id } : {})}
        aria-label={label}
        allowClear
        placeholder="不知道"
        popupMatchSelectWidth={false}
        {...(value === "" ? {} : { value })}
        options={words.map((word) => ({ value: word, label: word }))}
        onChange={(word?: string) => onChange(word ?? "")}
      />
    );
  }
  if (proposals && proposals.length > 0) {
    return (
      <AutoComplete
        {...(id ? { id } : {})}
        aria-label={label}
        placeholder={attribute.description}
        options={[...proposals]}
        showSearch={{ filterOption: (typed, option) => (option?.label ?? "").includes(typed) }}
        value={value}
        onChange={onChange}
      />
    );
  }
  return (
    <Input
      {...(id ? { id } : {})}
      aria-label={label}
      placeholder={attribute.type === "date" ? "如 2019-03-01" : PLACEHOLDER.exec(attribute.description ?? "")?.[0] ?? ""}
      inputMode={attribute.type === "number" ? "decimal" : "text"}
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
