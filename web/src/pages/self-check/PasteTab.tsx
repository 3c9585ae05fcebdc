import { Button, Input } from "antd";
import { useState } from "react";

const EXAMPLE = `成立日期: 2016-05-18
行政区划: "330108"
职工总数: {2024: 120}
科技人员数: {2024: 36}
营业收入: {2022: 4200万元, 2023: 5100万元, 2024: 6300万元}
研发费用: {2022: 310万元, 2023: 360万元, 2024: 420万元}
知识产权:
  - {类型: 发明专利, 获得方式: 自主研发, 有效: 是, 核心支持: 是}`;

/** Facts as a file's text: YAML or JSON. */
export function PasteTab({ busy, onAssess }: { busy: boolean; onAssess: (facts: string) => void }) {
  const [text, setText] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onAssess(text);
      }}
    >
      <p className="quiet tab-lead">
        每行一个属性，按年的写成“年份: 值”；金额可写 4200万元，直接写数字时单位是元。不写的就是未知，写“无”表示确认没有。
      </p>
      <Input.TextArea
        className="mono"
        aria-label="事实文件内容（YAML 或 JSON）"
        rows={14}
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={EXAMPLE}
        spellCheck={false}
      />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={busy} disabled={text.trim() === ""}>
          开始自测
        </Button>
        <Button type="text" onClick={() => setText(EXAMPLE)}>
          填入一个写法样例
        </Button>
      </div>
    </form>
  );
}
