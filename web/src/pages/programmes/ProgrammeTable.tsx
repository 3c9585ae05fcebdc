import { Link } from "@tanstack/react-router";
import { Table } from "antd";
import type { Passage, ProgrammeSummary } from "../../api/model";
import { CONFIDENCE } from "../../lib/confidence";
import { wordFor } from "../../language/translate";
import { marked, OUTCOME_WORD } from "../../lib/programmeList";
import { Force } from "./Force";

type Props = {
  items: readonly ProgrammeSummary[];
  passages: readonly Passage[];
  q: string;
  kinds: ReadonlyMap<string, string>;
  filtered: boolean;
};

/** The programmes, and under each where it says what was looked for. */
export function ProgrammeTable({ items, passages, q, kinds, filtered }: Props) {
  return (
    <Table<ProgrammeSummary>
      size="small"
      rowKey="id"
      dataSource={[...items]}
      pagination={false}
      scroll={{ x: "max-content" }}
      locale={{ emptyText: filtered ? <Nothing q={q} /> : "没有可用的政策文件：在数据目录的 content/programmes 里放一个，写法见 docs/programmes.md" }}
      columns={[
        {
          title: "政策",
          className: "col-programme",
          render: (_, row) => (
            <>
              <Link to="/programmes/$id" params={{ id: row.id }} className="row-name">
                {row.name}
              </Link>
              <div className="quiet small wrap-document">
                {row.territory !== "全国" && `${row.territory}　`}
                {row.document}
              </div>
              <Found passages={passages.filter((passage) => passage.programme === row.id)} q={q} />
            </>
          ),
        },
        { title: "效力", render: (_, row) => <Force programme={row} /> },
        { title: "可以得到", render: (_, row) => row.outcomes.map((outcome) => wordFor(OUTCOME_WORD[outcome] ?? outcome)).join("、") },
        { title: "申报主体", render: (_, row) => kinds.get(row.kind) ?? row.kind },
        {
          title: "申报期",
          render: (_, row) => (row.open === null ? <span className="quiet">未注明</span> : wordFor(row.open ? "正在申报" : "不在申报期")),
        },
        { title: "发布机关", dataIndex: "authority", render: (text) => <span className="wrap-cell">{text}</span> },
        {
          title: "施行期间",
          sorter: (a, b) => (a.from ?? "").localeCompare(b.from ?? ""),
          render: (_, row) => (
            <>
              <span className="num">{row.from ?? <span className="quiet">未知</span>} 起</span>
              {row.until && <div className="num">至 {row.until}</div>}
            </>
          ),
        },
        { title: "可信程度", render: (_, row) => CONFIDENCE[row.confidence] ?? row.confidence },
      ]}
    />
  );
}

function Found({ passages, q }: { passages: readonly Passage[]; q: string }) {
  if (passages.length === 0) return null;
  return (
    <ul className="found">
      {passages.map((passage, at) => (
        <li key={at}>
          <Link to="/programmes/$id" params={{ id: passage.programme }} hash={passage.section} className="article">
            {passage.place || "正文"}
          </Link>
          {marked(passage.text, q).map((piece, index) => (piece.hit ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>))}
        </li>
      ))}
    </ul>
  );
}

function Nothing({ q }: { q: string }) {
  return (
    <div className="empty">
      <p>没有符合的政策</p>
      <p className="quiet">
        {q === "" ? "去掉一两项筛选试试。" : "多个词用空格隔开，须都出现在同一项政策里；搜的是名称、条文、金额、参数、定义、材料和须知的原文。"}
      </p>
    </div>
  );
}
