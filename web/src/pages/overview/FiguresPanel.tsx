import { Table } from "antd";
import type { Figure } from "../../api/model";
import { SourceLine } from "../../components/SourceLine";

/** Key figures of the region, each with its year, its scope and where it came from. */
export function FiguresPanel({ figures }: { figures: readonly Figure[] }) {
  return (
    <section className="panel span-12" aria-labelledby="figures">
      <div className="panel-head">
        <h2 id="figures">关键指标</h2>
        <span className="aside">口径不同的两个数不可比较；来源随数列出</span>
      </div>
      <Table<Figure>
        size="small"
        rowKey={(row) => `${row.place}|${row.indicator}|${row.year ?? ""}|${row.definition}|${row.text}`}
        dataSource={[...figures]}
        scroll={{ x: "max-content" }}
        pagination={
          figures.length > 12 ? { pageSize: 12, showSizeChanger: false, showTotal: (n) => `共 ${n} 条` } : false
        }
        locale={{ emptyText: "还没有导入区域指标：在“数据”页选择主体类型“区划”导入统计表" }}
        columns={[
          { title: "指标", dataIndex: "indicator", width: 240 },
          { title: "地区", dataIndex: "place", width: 100 },
          { title: "年份", width: 80, render: (_, row) => row.year ?? <span className="quiet">未注明</span> },
          { title: "数值", align: "right", width: 160, render: (_, row) => <b className="num">{row.text}</b> },
          {
            title: "口径",
            width: 300,
            render: (_, row) => <span className="quiet wrap">{row.definition || "未注明"}</span>,
          },
          { title: "来源", render: (_, row) => <SourceLine source={row.source} /> },
        ]}
      />
    </section>
  );
}
