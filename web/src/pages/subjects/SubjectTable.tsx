import { Link } from "@tanstack/react-router";
import type { TableColumnsType } from "antd";
import { Table } from "antd";
import type { SubjectPage, SubjectRow } from "../../api/model";
import { FactState } from "../../components/FactState";
import { SubjectLink } from "../../components/KindLink";
import { SampleTag } from "../../components/SampleTag";
import { StatusTag } from "../../components/StatusTag";
import type { ListSearch } from "../../lib/listSearch";

type Props = {
  kind: string;
  page: SubjectPage | undefined;
  loading: boolean;
  filtered: boolean;
  sort: string | undefined;
  order: "asc" | "desc";
  size: number;
  sizes: readonly number[];
  onChange: (change: Partial<ListSearch>) => void;
};

/** A list is shown as how many records it has. */
const NUMERIC = ["number", "list"];

/** The dense table. Sorting and paging are the server's; the table only asks. */
export function SubjectTable(props: Props) {
  const { kind, page, sort, order, onChange } = props;
  const sorted = (key: string) => (sort === key ? (order === "desc" ? "descend" : "ascend") : null);
  const statuses = page?.items.find((row) => row.statuses.length > 0)?.statuses ?? [];

  const columns: TableColumnsType<SubjectRow> = [
    {
      key: "name",
      title: "名称",
      fixed: "left",
      sorter: true,
      sortOrder: sorted("name"),
      className: "col-name",
      render: (_, row) => (
        <>
          <SubjectLink kind={kind} id={row.id} className="row-name">
            {row.name}
          </SubjectLink>
          {(row.code || row.example) && (
            <div className="row-code">
              {row.code && <span className="quiet mono">{row.code}</span>}
              {row.example && <SampleTag />}
            </div>
          )}
        </>
      ),
    },
    {
      key: "district",
      title: "区县",
      render: (_, row) => row.district?.name ?? <FactState state="unknown" />,
    },
  ];
  statuses.forEach((programme, index) =>
    columns.push({
      key: programme.programme,
      title: programme.name,
      render: (_, row) => {
        const found = row.statuses.find((status) => status.programme === programme.programme) ?? row.statuses[index];
        return found ? <StatusTag status={found.status} /> : null;
      },
    }),
  );
  if (kind === "enterprise") {
    columns.push({
      key: "industry",
      title: "行业",
      className: "col-industry",
      render: (_, row) => row.industry?.name ?? <FactState state="unknown" />,
    });
  }
  (page?.columns ?? []).forEach((column, index) => {
    const right = NUMERIC.includes(column.type);
    columns.push({
      key: column.key,
      title: column.title,
      align: right ? "right" : "left",
      sorter: true,
      sortOrder: sorted(column.key),
      render: (_, row) => {
        const cell = row.values[index];
        if (!cell) return null;
        if (cell.state !== "known") return <FactState state={cell.state} />;
        return <span className={right ? "num" : "cell-text"}>{cell.text}</span>;
      },
    });
  });
  return (
    <Table<SubjectRow>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={page?.items ?? []}
      loading={{ spinning: props.loading, delay: 150 }}
      scroll={{ x: "max-content" }}
      showSorterTooltip={false}
      locale={{ emptyText: props.loading ? " " : <Empty filtered={props.filtered} /> }}
      pagination={{
        current: page?.page ?? 1,
        pageSize: props.size,
        total: page?.total ?? 0,
        showSizeChanger: true,
        pageSizeOptions: [...props.sizes],
        showTotal: (total, [from, to]) => `第 ${from}–${to} 条，共 ${total.toLocaleString("zh-CN")} 条`,
      }}
      onChange={(pagination, _filters, sorter, { action }) => {
        if (action === "paginate") {
          onChange({ page: pagination.current ?? 1, size: pagination.pageSize ?? props.size });
          return;
        }
        const one = Array.isArray(sorter) ? sorter[0] : sorter;
        const key = one?.order ? String(one.columnKey) : undefined;
        onChange({ sort: key, order: one?.order === "descend" ? "desc" : "asc" });
      }}
    />
  );
}

function Empty({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <div className="empty">
      <p>没有符合筛选的主体</p>
      <p className="quiet">名称可只写其中几个字；信用代码须写全 18 位。区县未知的主体在“区县未知”一项里。</p>
    </div>
  ) : (
    <div className="empty">
      <p>还没有这类主体</p>
      <p className="quiet">
        请到 <Link to="/data">数据</Link> 页导入一张表：一行一个主体，表头用属性名称。
      </p>
    </div>
  );
}
