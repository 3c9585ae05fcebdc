import { Link } from "@tanstack/react-router";
import { Button, Table } from "antd";
import { SubjectLink } from "../../components/KindLink";
import { SampleTag } from "../../components/SampleTag";
import { toCsv } from "../../lib/csv";
import { download } from "../../lib/download";
import { count } from "../../lib/format";
import { type Placed, PRECISION_WORD } from "../../lib/mapData";

export type Selection = { title: string; subjects: readonly Placed[]; note?: string; district?: string };

type Props = { selection: Selection | null; names: ReadonlyMap<string, string>; onClear: () => void };

/** Who was picked on the map, as a list to open or take along. */
export function SelectionPanel({ selection, names, onClear }: Props) {
  if (!selection) {
    return (
      <section className="panel" id="selection" aria-labelledby="selection-title">
        <h2 id="selection-title">选中的主体</h2>
        <p className="quiet">
          点区县、聚合圈或点，这里列出那里的主体；画一个片区后可以选出片区里的主体。不用鼠标：在上面的数据表里选区县。
        </p>
      </section>
    );
  }
  const { title, subjects, note, district } = selection;
  const csv = () =>
    toCsv(
      ["类别", "名称", "编号", "示例", "分类", "所在", "位置精度", "经度", "纬度"],
      subjects.map((own) => [
        names.get(own.kind) ?? own.kind,
        own.name,
        own.id,
        own.example ? "是" : "否",
        own.class,
        own.place,
        PRECISION_WORD[own.precision],
        own.spot?.[0],
        own.spot?.[1],
      ]),
    );
  return (
    <section className="panel" id="selection" aria-labelledby="selection-title">
      <div className="toolbar">
        <h2 id="selection-title">
          {title} <small className="num quiet">共 {count(subjects.length)} 个</small>
        </h2>
        <div className="figure-ways no-print">
          {district && subjects.some(({ kind }) => kind === "enterprise") && (
            <Link to="/enterprises" search={{ district }}>
              在企业列表里打开
            </Link>
          )}
          <Button
            size="small"
            disabled={subjects.length === 0}
            onClick={() => download(new Blob(["\ufeff", csv()], { type: "text/csv" }), `${title}.csv`)}
          >
            导出 CSV
          </Button>
          <Button size="small" onClick={onClear}>
            清除
          </Button>
        </div>
      </div>
      {note && <p className="quiet small">{note}</p>}
      <Table<Placed>
        size="small"
        rowKey="id"
        dataSource={[...subjects]}
        scroll={{ x: "max-content" }}
        pagination={{ pageSize: 10, showSizeChanger: false, hideOnSinglePage: true, showTotal: (n) => `共 ${count(n)} 条` }}
        locale={{ emptyText: "这里没有主体" }}
        columns={[
          {
            title: "名称",
            render: (_, own) => (
              <>
                <SubjectLink kind={own.kind} id={own.id}>
                  {own.name}
                </SubjectLink>
                {own.example && <SampleTag />}
              </>
            ),
          },
          { title: "类别", render: (_, own) => names.get(own.kind) ?? own.kind },
          { title: "分类", render: (_, own) => own.class ?? <span className="quiet">—</span> },
          { title: "所在", dataIndex: "place" },
          { title: "位置精度", render: (_, own) => PRECISION_WORD[own.precision] },
        ]}
      />
    </section>
  );
}
