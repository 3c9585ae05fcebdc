import { useQuery } from "@tanstack/react-query";
import { Pagination, Select } from "antd";
import type { ConflictInfo, Meta } from "../../api/model";
import { CONFLICTS_A_PAGE, conflictsQuery } from "../../api/quality";
import { SubjectLink } from "../../components/KindLink";
import { Query } from "../../components/Query";
import { SampleTag } from "../../components/SampleTag";
import { ScrollX } from "../../components/ScrollX";
import { SourceLine } from "../../components/SourceLine";
import type { DataSearch } from "../../lib/dataSearch";
import { count, share } from "../../lib/format";
import type { ChangeSearch } from "./DataPage";

type Props = { kinds: Meta["kinds"]; search: DataSearch; onChange: ChangeSearch };

/** Where sources disagree: what each says, which stands, and by which rule. */
export function Conflicts({ kinds, search, onChange }: Props) {
  const kind = search.kind ?? "enterprise";
  const page = search.page ?? 1;
  const answer = useQuery(conflictsQuery(kind, search.attribute, page));
  return (
    <section className="panel" aria-labelledby="conflicts">
      <div className="panel-head">
        <h2 id="conflicts">说法不同的值</h2>
        <span className="aside">相差最多的在前；列表（如知识产权）整份取一个来源，不在此列</span>
      </div>
      <div className="filters above no-print">
        <label>
          主体类型
          <Select
            aria-label="主体类型"
            className="filter-select"
            value={kind}
            options={kinds.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(next: string) => onChange({ kind: next, attribute: undefined, page: undefined })}
          />
        </label>
        <label>
          属性
          <Select
            aria-label="属性"
            className="filter-select"
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            placeholder="全部"
            popupMatchSelectWidth={false}
            {...(search.attribute === undefined ? {} : { value: search.attribute })}
            options={(answer.data?.attributes ?? []).map(({ attribute, conflicts }) => ({ value: attribute, label: `${attribute}（${count(conflicts)}）` }))}
            onChange={(attribute?: string) => onChange({ attribute, page: undefined })}
          />
        </label>
      </div>
      <Query query={answer} what="冲突" rows={8}>
        {({ items, total, left_out }) => (
          <div aria-busy={answer.isPlaceholderData}>
            <p className="quiet small above">
              共 <b className="num">{count(total)}</b> 处
              {left_out > 0 && `；另有 ${count(left_out)} 个不同的值太多，没有比较`}
            </p>
            {items.length === 0 ? (
              <p className="quiet">没有说法不同的值。只有一个来源的值无从比较，不等于都对。</p>
            ) : (
              <ScrollX label="说法不同的值">
                <table className="plain-table wide conflict-table">
                  <thead>
                    <tr>
                      <th scope="col">主体</th>
                      <th scope="col">属性</th>
                      <th scope="col">说法</th>
                      <th scope="col">来源和位置</th>
                      <th scope="col">取舍</th>
                    </tr>
                  </thead>
                  {items.map((item) => (
                    <ConflictRows key={`${item.subject.id ?? ""}|${item.attribute}|${item.year ?? ""}`} kind={kind} item={item} />
                  ))}
                </table>
              </ScrollX>
            )}
            {total > CONFLICTS_A_PAGE && (
              <Pagination
                className="conflict-pages"
                current={page}
                total={total}
                pageSize={CONFLICTS_A_PAGE}
                showSizeChanger={false}
                showTotal={(n) => `共 ${count(n)} 处`}
                onChange={(next) => onChange({ page: next })}
              />
            )}
          </div>
        )}
      </Query>
    </section>
  );
}

function ConflictRows({ kind, item }: { kind: string; item: ConflictInfo }) {
  const { subject, attribute, year, told, apart } = item;
  return (
    <tbody>
      {told.map((one, at) => (
        <tr key={`${one.source.id}|${one.row}`} className={one.stands ? "stands" : undefined}>
          {at === 0 && (
            <>
              <th scope="rowgroup" rowSpan={told.length}>
                {subject.id === null ? (
                  subject.name
                ) : (
                  <SubjectLink kind={kind} id={subject.id} className="row-name">
                    {subject.name}
                  </SubjectLink>
                )}
                {subject.example && <SampleTag />}
              </th>
              <td rowSpan={told.length}>
                {attribute}
                {year !== null && `（${year} 年）`}
                {apart !== null && <span className="quiet small apart">最多相差 {share(Number(apart), 1)}</span>}
              </td>
            </>
          )}
          <td>{one.stands ? <b>{one.text}</b> : one.text}</td>
          <td>
            <SourceLine source={one.source} />
            <span className="quiet small"> {one.sheet ? `“${one.sheet}”第 ${one.row} 行` : `第 ${one.row} 行`}</span>
          </td>
          <td>
            {one.stands && <span className="stands-tag">现取</span>} <span className="quiet">{one.why}</span>
          </td>
        </tr>
      ))}
    </tbody>
  );
}
