import { Table } from "antd";
import type { AttributeFacts, ListFacts, SourceRef } from "../../api/model";
import { FactState } from "../../components/FactState";
import { SourceLine } from "../../components/SourceLine";
import { count } from "../../lib/format";

type Record = ListFacts["records"][number];
const PAGE = 8;

/** The records of a list attribute; columns about which nothing is known are left out. */
export function RecordTable({ attribute, sources }: { attribute: AttributeFacts; sources: readonly SourceRef[] }) {
  const list = attribute.list;
  if (!list || (list.total === 0 && list.complete)) {
    return (
      <div className="record-head">
        <h3>{attribute.name}</h3>
        <FactState state="absent" />
      </div>
    );
  }
  const fields = list.fields
    .map((name, index) => ({ name, index }))
    .filter(({ index }) => list.records.some((record) => record.values[index] !== null));
  return (
    <div className="records">
      <div className="record-head">
        <h3>{attribute.name}</h3>
        <span className="quiet">
          {list.complete ? `共 ${count(list.total)} 条` : `已知 ${count(list.total)} 条，名单可能不全，数量只是下限`}
          {list.records.length < list.total && `，列出前 ${count(list.records.length)} 条`}
        </span>
      </div>
      <Table<Record>
        size="small"
        rowKey={(record) => list.records.indexOf(record)}
        dataSource={list.records}
        scroll={{ x: "max-content" }}
        pagination={list.records.length > PAGE ? { pageSize: PAGE, size: "small", showSizeChanger: false } : false}
        columns={[
          ...fields.map(({ name, index }) => ({
            title: name,
            render: (_: unknown, record: Record) => record.values[index] ?? <FactState state="unknown" />,
          })),
          {
            title: "来源",
            render: (_: unknown, record: Record) => (
              <SourceLine source={typeof record.source === "number" ? sources[record.source] : null} />
            ),
          },
        ]}
      />
    </div>
  );
}
