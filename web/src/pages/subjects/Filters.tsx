import { useQuery } from "@tanstack/react-query";
import { Input, Select } from "antd";
import { useEffect, useState } from "react";
import { overviewQuery, programmesQuery } from "../../api/reads";
import { StatusTag } from "../../components/StatusTag";
import { INDUSTRY_SECTIONS } from "../../lib/industries";
import type { ListSearch } from "../../lib/listSearch";
import { MAX_QUERY_CHARS } from "../../lib/listSearch";
import { STATUSES } from "../../lib/status";

type Props = { kind: string; search: ListSearch; onChange: (change: Partial<ListSearch>) => void };

const search = { optionFilterProp: "label" } as const;

/** The filter row: keyword, district, and for enterprises industry and status in a programme. */
export function Filters({ kind, search: now, onChange }: Props) {
  const overview = useQuery(overviewQuery);
  const programmes = useQuery({ ...programmesQuery, enabled: kind === "enterprise" });
  const [text, setText] = useState(now.q ?? "");
  useEffect(() => setText(now.q ?? ""), [now.q]);

  const districts = (overview.data?.districts ?? []).map((district) => ({
    value: district.code ?? "none",
    label: district.code === null ? "区县未知" : district.name,
  }));
  const families = [
    ...new Map(
      (programmes.data?.items ?? [])
        .filter((item) => item.in_force && item.kind === kind)
        .map((item) => [item.family, { value: item.family, label: item.name }]),
    ).values(),
  ];

  return (
    <div className="filters" role="search">
      <Input.Search
        className="filter-q"
        aria-label="名称或统一社会信用代码"
        placeholder={kind === "enterprise" ? "名称、统一社会信用代码" : "名称"}
        allowClear
        enterButton="查询"
        maxLength={MAX_QUERY_CHARS}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onSearch={(q) => onChange({ q })}
      />
      <label>
        区县
        <Select
          className="filter-select"
          aria-label="区县"
          allowClear
          showSearch={search}
          placeholder="全部"
          value={now.district}
          options={districts}
          loading={overview.isPending}
          onChange={(district?: string) => onChange({ district })}
        />
      </label>
      {kind === "enterprise" && (
        <>
          <label>
            行业门类
            <Select
              className="filter-select filter-wide"
              aria-label="行业门类"
              allowClear
              showSearch={search}
              placeholder="全部"
              popupMatchSelectWidth={false}
              value={now.industry}
              options={INDUSTRY_SECTIONS.map(([letter, name]) => ({ value: letter, label: `${letter} ${name}` }))}
              onChange={(industry?: string) => onChange({ industry })}
            />
          </label>
          <label>
            政策
            <Select
              className="filter-select filter-wide"
              aria-label="政策"
              allowClear
              placeholder="不限"
              popupMatchSelectWidth={false}
              value={now.programme}
              options={families}
              loading={programmes.isPending}
              onChange={(programme?: string) => onChange({ programme })}
            />
          </label>
          <label>
            状态
            <Select
              className="filter-select filter-narrow"
              aria-label="在所选政策中的状态"
              allowClear
              placeholder={now.programme ? "全部" : "先选政策"}
              disabled={!now.programme}
              value={now.status}
              options={STATUSES.map((status) => ({ value: status, label: <StatusTag status={status} plain /> }))}
              onChange={(status) => onChange({ status })}
            />
          </label>
        </>
      )}
    </div>
  );
}
