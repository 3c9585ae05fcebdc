import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Checkbox, Segmented, Select, Slider } from "antd";
import { useId } from "react";
import type { MapInfo } from "../../api/model";
import { programmesQuery } from "../../api/reads";
import { count } from "../../lib/format";
import { type MapSearch, writeShade } from "../../lib/mapSearch";
import { kindColour } from "../../lib/shades";
import { chosenKinds } from "./useMapScene";

const MEASURE_WORD = { sum: "合计", median: "中位数", stated: "" } as const;
/** Earlier there is hardly a figure by district. */
const FIRST_YEAR = 2000;

type Props = {
  info: MapInfo;
  search: MapSearch;
  change: (part: Partial<MapSearch>) => void;
  undated: number;
  precise: number;
  /** By place and kind: what is known to the district or less. */
  rough: ReadonlyMap<string, ReadonlyMap<string, number>>;
};

/** Which layers, how drawn, shaded by what, in which year. */
export function Controls({ info, search, change, undated, precise, rough }: Props) {
  const id = useId();
  const kinds = chosenKinds(info, search);
  const thisYear = Number(info.notice.as_of.slice(0, 4));
  const toggle = (kind: string, on: boolean) => {
    const next = info.layers.map((layer) => layer.kind).filter((own) => (own === kind ? on : kinds.includes(own)));
    change({ layers: next.length === info.layers.length ? undefined : next.length === 0 ? "-" : next.join(",") });
  };
  return (
    <div className="map-controls">
      <fieldset>
        <legend>图层</legend>
        {info.layers.map(({ kind, name, subjects }) => (
          <Checkbox key={kind} checked={kinds.includes(kind)} onChange={(event) => toggle(kind, event.target.checked)}>
            <span className="map-dot" style={{ background: kindColour(kind) }} aria-hidden /> {name}
            <span className="num quiet"> {count(subjects)}</span>
          </Checkbox>
        ))}
      </fieldset>
      <fieldset>
        <legend>点的画法</legend>
        <Segmented
          aria-label="点的画法"
          value={search.view ?? "points"}
          onChange={(view) => change({ view: view === "points" ? undefined : (view as "heat" | "none") })}
          options={[
            { value: "points", label: "点与聚合" },
            { value: "heat", label: "热力" },
            { value: "none", label: "不画点" },
          ]}
        />
        <p className="quiet small">
          {precise === 0
            ? "现有主体都只知到区县或市，按区县计数；导入“经度、纬度、位置精度”后才有点、聚合和热力。"
            : `${count(precise)} 个主体有坐标；其余只按区县计数，不画成点。`}
        </p>
      </fieldset>
      <div>
        <label htmlFor={`${id}-by`}>区县着色</label>
        <ShadeSelect id={`${id}-by`} info={info} search={search} change={change} />
      </div>
      <div>
        <span id={`${id}-year`} className="map-year-head">
          <span>年份</span>
          <b className="num">{search.year === undefined ? "现在" : `${search.year} 年末`}</b>
          {search.year !== undefined && (
            <button type="button" className="link-button" onClick={() => change({ year: undefined })}>
              回到现在
            </button>
          )}
        </span>
        <Slider
          min={FIRST_YEAR}
          max={thisYear}
          value={search.year ?? thisYear}
          ariaLabelledByForHandle={`${id}-year`}
          ariaValueTextFormatterForHandle={(value) => (value === thisYear && search.year === undefined ? "现在" : `${value} 年末`)}
          tooltip={{ formatter: (value) => `${value} 年末` }}
          onChange={(year) => change({ year: year === thisYear ? undefined : year })}
        />
        {search.year !== undefined && undated > 0 && (
          <p className="quiet small">{count(undated)} 个主体的起始年份未知，各年都显示。</p>
        )}
      </div>
      <OffMap info={info} search={search} rough={rough} />
    </div>
  );
}

const OFF_MAP = [
  ["city", "只知在市内"],
  ["none", "区县未知"],
] as const;

/** What no district can show: said beside the map, never put somewhere on it. */
function OffMap({ info, search, rough }: Pick<Props, "info" | "search" | "rough">) {
  const rows = OFF_MAP.filter(([key]) => rough.has(key));
  if (rows.length === 0) return null;
  return (
    <div className="off-map">
      <span className="quiet small">不在图上的</span>
      {rows.map(([key, word]) => (
        <Link key={key} to="/map" search={{ ...search, district: key }} hash="selection">
          {word}：
          {info.layers
            .filter(({ kind }) => rough.get(key)?.has(kind))
            .map(({ kind, name }) => `${name} ${count(rough.get(key)?.get(kind) ?? 0)}`)
            .join("，")}
        </Link>
      ))}
    </div>
  );
}

type SelectProps = Pick<Props, "info" | "search" | "change"> & { id: string };

function ShadeSelect({ id, info, search, change }: SelectProps) {
  const programmes = useQuery(programmesQuery);
  const stated = info.indicators.filter(({ kind }) => kind === "region");
  const computed = info.indicators.filter(({ kind }) => kind !== "region");
  const number = (indicator: MapInfo["indicators"][number]) =>
    indicator.measures.map((measure) => ({
      value: writeShade({ sort: "number", kind: indicator.kind, attribute: indicator.attribute, measure }),
      label: `${indicator.attribute}${MEASURE_WORD[measure]}`,
    }));
  const groups = [
    {
      label: "主体数",
      options: info.layers.map(({ kind, name }) => ({ value: writeShade({ sort: "count", kind }), label: `${name}数` })),
    },
    { label: "公布的区县指标", options: stated.flatMap(number) },
    {
      label: "符合政策的企业",
      options: (programmes.data?.items ?? [])
        .filter(({ in_force, kind }) => in_force && kind === "enterprise")
        .map(({ family, name }) => ({ value: writeShade({ sort: "programme", programme: family }), label: `符合“${name}”` })),
    },
    { label: "由主体的数汇总", options: computed.flatMap(number) },
  ].filter(({ options }) => options.length > 0);
  return (
    <Select
      id={id}
      className="map-select"
      value={search.by ?? ""}
      showSearch={{ optionFilterProp: "label" }}
      options={[{ value: "", label: "不着色" }, ...groups]}
      onChange={(by: string) => change({ by: by === "" ? undefined : by })}
    />
  );
}
