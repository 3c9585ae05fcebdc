import { Input, Select } from "antd";
import type { AttributeInfo } from "../../api/model";

type Described = Pick<AttributeInfo, "name" | "type" | "values"> & Partial<Pick<AttributeInfo, "unit">>;
type Props = {
  id?: string;
  attribute: Described;
  label?: string;
  value: string;
  onChange: (value: string) => void;
};

/** One fact as a person types it; the server reads and judges it, so that page and spreadsheet accept the same. */
export function FactInput({ id, attribute, label = attribute.name, value, onChange }: Props) {
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
  return (
    <Input
      {...(id ? { id } : {})}
      aria-label={label}
      placeholder={attribute.type === "date" ? "如 2019-03-01" : ""}
      inputMode={attribute.type === "number" ? "decimal" : "text"}
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
