import { Tag, Tooltip } from "antd";

/** Marks a subject that the program generated, wherever it appears. */
export function SampleTag() {
  return (
    <Tooltip title="由程序生成的示例主体，不是真实企业">
      <Tag className="sample" variant="outlined">
        示例
      </Tag>
    </Tooltip>
  );
}
