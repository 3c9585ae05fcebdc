import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { AttributeInfo } from "../../api/model";
import { FactInput } from "./FactInput";

type List = readonly Record<string, string>[] | "无";
type Props = {
  id: string;
  attribute: AttributeInfo;
  value: List | undefined;
  onChange: (list: List | undefined) => void;
};

/** Records of a list attribute; «没有» is told apart from «不知道». */
export function ListEditor({ id, attribute, value, onChange }: Props) {
  const records = value === undefined || value === "无" ? [] : value;
  const replace = (index: number, record: Record<string, string> | null) => {
    const next = records.flatMap((one, i) => (i !== index ? [one] : record === null ? [] : [record]));
    onChange(next.length === 0 ? undefined : next);
  };
  return (
    <fieldset className="list-editor">
      <legend>
        {attribute.name}
        <small className="quiet">
          {value === undefined ? "不知道" : value === "无" ? "确认没有" : `${records.length} 条，视为全部`}
        </small>
      </legend>
      {records.map((record, index) => (
        <div key={index} className="list-record">
          {attribute.fields.map((field) => (
            <label key={field.name} className="field">
              <span className="field-name">{field.name}</span>
              <FactInput
                attribute={field}
                label={`${attribute.name}第 ${index + 1} 条 ${field.name}`}
                value={record[field.name] ?? ""}
                onChange={(text) => replace(index, { ...record, [field.name]: text })}
              />
            </label>
          ))}
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={`删除${attribute.name}第 ${index + 1} 条`}
            onClick={() => replace(index, null)}
          />
        </div>
      ))}
      <div className="list-actions">
        <Button id={id} icon={<PlusOutlined />} onClick={() => onChange([...records, {}])}>
          添加一条{attribute.name}
        </Button>
        {value === "无" ? (
          <Button onClick={() => onChange(undefined)}>改为不知道</Button>
        ) : (
          records.length === 0 && <Button onClick={() => onChange("无")}>确认没有</Button>
        )}
      </div>
    </fieldset>
  );
}
