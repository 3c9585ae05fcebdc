import { Alert, Button, Select } from "antd";
import { useMemo } from "react";
import type { ImportSheet, KindDetail } from "../../api/model";
import { ScrollX } from "../../components/ScrollX";
import { count } from "../../lib/format";
import type { Matching } from "../../lib/importMapping";
import { choose, suggested, targetsOf } from "../../lib/importMapping";
import { ColumnRow } from "./ColumnRow";

type Props = {
  sheets: readonly ImportSheet[];
  kind: KindDetail;
  list: string;
  matching: Matching;
  busy: boolean;
  onMatch: (matching: Matching) => void;
};

const ALL = "全部有主体表头的工作表";

/** What each column is taken for; any of it can be said otherwise. */
export function ColumnMatch({ sheets, kind, list, matching, busy, onMatch }: Props) {
  const groups = useMemo(() => targetsOf(kind, list), [kind, list]);
  const offers = suggested(sheets, matching);
  const named = sheets.filter(({ name }) => name !== null);
  // Sheets that say nothing of subjects are passed over by an import; they are shown only where one was asked for by name.
  const usable = sheets.filter(({ problem }) => problem === null);
  const shown = usable.length > 0 ? usable : sheets;
  const unused = shown.flatMap(({ columns }) => columns).filter(({ role }) => role === "kept").length;
  return (
    <div className="column-match" aria-busy={busy}>
      <div className="panel-head">
        <h3>各列的含义</h3>
        <span className="aside">按表头认出来的；不对的可以改，没用上的列按原文保留、不参与计算</span>
      </div>
      {named.length > 1 && (
        <label className="inline-field">
          工作表
          <Select
            aria-label="工作表"
            value={matching.sheet ?? ""}
            popupMatchSelectWidth={false}
            options={[{ value: "", label: ALL }, ...named.map(({ name }) => ({ value: name ?? "", label: name ?? "" }))]}
            onChange={(sheet: string) => {
              const { sheet: _, ...others } = matching;
              onMatch(sheet === "" ? others : { ...others, sheet });
            }}
          />
        </label>
      )}
      {offers.length > 0 && (
        <p className="offers">
          有 {count(offers.length)} 列的表头和某个属性相近：{offers.map(({ heading, attribute }) => `“${heading}”→“${attribute}”`).join("，")}。{" "}
          <Button
            size="small"
            onClick={() => onMatch(offers.reduce((all, { heading, attribute }) => choose(all, heading, { to: "value", attribute }), matching))}
          >
            {offers.length > 1 ? "采用全部建议" : "采用建议"}
          </Button>
        </p>
      )}
      {shown.map((sheet) => (
        <div key={sheet.name ?? ""} className="sheet-columns">
          {sheet.problem && <Alert type="error" showIcon role="alert" title={sheet.name ? `工作表“${sheet.name}”：${sheet.problem}` : sheet.problem} />}
          <ScrollX label={sheet.name ? `工作表“${sheet.name}”的各列` : "各列的含义"}>
            <table className="plain-table wide column-table">
              <thead>
                <tr>
                  <th scope="col">{sheet.name ? `列（${sheet.name}）` : "列"}</th>
                  <th scope="col">头几个值</th>
                  <th scope="col">含义</th>
                </tr>
              </thead>
              <tbody>
                {sheet.columns.map((column) => (
                  <ColumnRow key={column.letter} column={column} groups={groups} choice={matching.columns[column.header]} onChoose={(choice) => onMatch(choose(matching, column.header, choice))} />
                ))}
              </tbody>
            </table>
          </ScrollX>
        </div>
      ))}
      {unused > 0 && <p className="quiet small">没有用上的列 {count(unused)} 个，仍随来源保存。</p>}
    </div>
  );
}
