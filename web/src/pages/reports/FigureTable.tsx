import { Button, Input, Select, Table } from "antd";
import { useMemo, useState } from "react";
import type { StatedFigure } from "../../api/model";
import { count } from "../../lib/format";
import type { Choice, Numbered } from "../../lib/reportFigures";
import { choices, comparison, filterFigures, NO_PLACE, numbered, valueText, whenText } from "../../lib/reportFigures";
import type { ReportsSearch } from "../../lib/reportsSearch";
import type { ReportText } from "../../lib/reportText";
import { contextOf } from "../../lib/reportText";
import { usePrinting } from "../../lib/usePrinting";
import { ConfirmBar } from "./ConfirmBar";
import type { Shown } from "./Reading";
import type { ChangeSearch } from "./ReportsPage";

type Props = {
  figures: readonly StatedFigure[];
  text: ReportText;
  name: string;
  search: ReportsSearch;
  onChange: ChangeSearch;
  shown: string | undefined;
  onShow: (shown: Shown) => void;
};

const unknown = <span className="fact-unknown">未知</span>;
const keyOf = (at: number) => `figure-${at}`;

/** Every figure: what, where, when, how much. Those that are ticked can be taken along or imported. */
export function FigureTable({ figures, text, name, search, onChange, shown, onShow }: Props) {
  const [ticked, setTicked] = useState<readonly number[]>([]);
  const printing = usePrinting();
  const all = useMemo(() => numbered(figures), [figures]);
  const found = filterFigures(all, search);
  const indicators = useMemo(() => choices(figures, (figure) => figure.indicator), [figures]);
  const places = useMemo(() => choices(figures, (figure) => figure.place ?? NO_PLACE), [figures]);
  if (figures.length === 0) return <p className="quiet">没有读出数字。</p>;
  return (
    <>
      <div className="filters no-print">
        <Filter word="指标" value={search.indicator} options={indicators} onValue={(indicator) => onChange({ indicator })} />
        <Filter word="地方" value={search.place} options={places} onValue={(place) => onChange({ place })} />
        <label>
          含有
          <Input
            aria-label="只看含有这些字的"
            placeholder="年份、单位或原文"
            allowClear
            defaultValue={search.q}
            onChange={(event) => onChange({ q: event.target.value })}
          />
        </label>
        <span className="quiet" role="status">
          {found.length === all.length ? `共 ${count(all.length)} 个` : `${count(found.length)} 个，共 ${count(all.length)} 个`}
        </span>
      </div>
      <Table<Numbered>
        className="figure-table"
        size="small"
        rowKey="at"
        dataSource={found}
        scroll={{ x: "max-content" }}
        pagination={found.length > 50 && !printing ? { pageSize: 50, showSizeChanger: false, showTotal: (n) => `共 ${n} 个` } : false}
        locale={{ emptyText: "没有这样的数字：放宽筛选" }}
        rowClassName={({ at }) => (keyOf(at) === shown ? "is-shown" : "")}
        rowSelection={{
          selectedRowKeys: [...ticked],
          onChange: (keys) => setTicked(keys.map(Number)),
          preserveSelectedRowKeys: true,
          // All at once is chosen below: what stands in a heading is drawn twice where a table scrolls, and would be focused twice.
          columnTitle: <span className="visually-hidden">确认</span>,
          getCheckboxProps: ({ at, figure }) => ({
            // A figure that is blacked out has no value to confirm.
            disabled: figure.value === null,
            "aria-label": `确认第 ${at + 1} 个数字：${figure.indicator}`,
          }),
        }}
        expandable={{
          expandedRowRender: ({ figure }) => <Context text={text} figure={figure} />,
          onExpand: (open, { at, figure }) => open && onShow({ key: keyOf(at), quoted: figure }),
          columnTitle: <span className="visually-hidden">上下文</span>,
        }}
        columns={[
          {
            title: "指标",
            render: (_, { at, figure }) => (
              <Button type="link" className="figure-name" aria-pressed={keyOf(at) === shown} onClick={() => onShow({ key: keyOf(at), quoted: figure })}>
                {figure.indicator}
              </Button>
            ),
          },
          { title: "地方", render: (_, { figure }) => figure.place ?? <span className="quiet">{NO_PLACE}</span> },
          {
            title: "年份",
            sorter: (a, b) => (a.figure.year ?? 0) - (b.figure.year ?? 0),
            render: (_, { figure }) => <span className="num">{whenText(figure) ?? unknown}</span>,
          },
          {
            title: "数值",
            align: "right",
            render: (_, { figure }) => (
              <span className="num">
                {comparison(figure.op) && <span className="quiet">{comparison(figure.op)} </span>}
                {valueText(figure) === null ? unknown : <b>{valueText(figure)}</b>}
              </span>
            ),
          },
        ]}
      />
      <ConfirmBar
        figures={ticked.flatMap((at) => figures[at] ?? [])}
        name={name}
        all={figures.filter(({ value }) => value !== null).length}
        onAll={() => setTicked(all.flatMap(({ at, figure }) => (figure.value === null ? [] : [at])))}
        onNone={() => setTicked([])}
      />
    </>
  );
}

function Context({ text, figure }: { text: ReportText; figure: StatedFigure }) {
  const { before, quote, after } = contextOf(text, figure);
  return (
    <p className="figure-context">
      <span className="quiet">{before}</span>
      <mark>{quote}</mark>
      <span className="quiet">{after}</span>
    </p>
  );
}

type FilterProps = { word: string; value: string | undefined; options: readonly Choice[]; onValue: (value: string | undefined) => void };

function Filter({ word, value, options, onValue }: FilterProps) {
  return (
    <label>
      {word}
      <Select
        className="filter-select"
        aria-label={word}
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        placeholder="全部"
        popupMatchSelectWidth={false}
        {...(value === undefined ? {} : { value })}
        options={options.map((option) => ({ value: option.value, label: `${option.value}（${option.count}）` }))}
        onChange={onValue}
      />
    </label>
  );
}
