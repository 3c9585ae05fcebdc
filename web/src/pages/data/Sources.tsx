import { Table, Tag } from "antd";
import type { Meta, SourceInfo } from "../../api/model";
import { count, moment } from "../../lib/format";
import { SourceDetails } from "./SourceDetails";

const none = <span className="quiet">未注明</span>;

/** Every source with its date, department, basis, rows and rejected cells; retired ones say so. */
export function Sources({ items, kinds }: { items: readonly SourceInfo[]; kinds: Meta["kinds"] }) {
  const kindName = new Map(kinds.map((kind) => [kind.id, kind.name]));
  return (
    <section className="panel" aria-labelledby="sources">
      <div className="panel-head">
        <h2 id="sources">数据来源</h2>
        <span className="aside">
          共 <b className="num">{count(items.length)}</b> 条
        </span>
      </div>
      <Table<SourceInfo>
        size="small"
        rowKey="id"
        dataSource={[...items]}
        scroll={{ x: "max-content" }}
        pagination={items.length > 50 ? { pageSize: 50, showTotal: (total) => `共 ${total} 条` } : false}
        locale={{ emptyText: "还没有来源：在上面导入第一张表" }}
        expandable={{
          expandedRowRender: (row) => <SourceDetails source={row} />,
          columnTitle: <span className="visually-hidden">展开</span>,
        }}
        columns={[
          { key: "name", title: "来源", render: (_, row) => <SourceName source={row} /> },
          {
            key: "kind",
            title: "主体",
            render: (_, row) => `${kindName.get(row.kind) ?? row.kind}${row.list ? `·${row.list}` : ""}`,
          },
          { key: "department", title: "部门", render: (_, row) => row.department ?? none },
          { key: "basis", title: "口径", render: (_, row) => row.basis ?? none },
          {
            key: "delivered",
            title: "提供日期",
            sorter: (a, b) => (a.delivered ?? "").localeCompare(b.delivered ?? ""),
            render: (_, row) => <span className="num">{row.delivered ?? none}</span>,
          },
          {
            key: "imported_at",
            title: "入库时间",
            sorter: (a, b) => a.imported_at.localeCompare(b.imported_at),
            defaultSortOrder: "descend",
            render: (_, row) => <span className="num">{moment(row.imported_at)}</span>,
          },
          {
            key: "rows",
            title: "行数",
            align: "right",
            sorter: (a, b) => a.rows - b.rows,
            render: (_, row) => <span className="num">{count(row.rows)}</span>,
          },
          {
            key: "rejects",
            title: "退回单元格",
            align: "right",
            sorter: (a, b) => a.rejects - b.rejects,
            render: (_, row) => (
              <span className={row.rejects > 0 ? "num unmet-ink" : "num quiet"}>{count(row.rejects)}</span>
            ),
          },
        ]}
      />
    </section>
  );
}

function SourceName({ source }: { source: SourceInfo }) {
  return (
    <span className="wrap-cell">
      {source.name} {source.retired && <Tag>已停用</Tag>}
      {!source.retired && source.findings > 0 && <Tag>{`请核对 ${count(source.findings)} 处`}</Tag>}
    </span>
  );
}
