import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { searchQuery } from "../api/reads";
import { called } from "../language/translate";
import { MAX_QUERY_CHARS } from "../lib/listSearch";
import { useDebounced } from "../lib/useDebounced";
import { SampleTag } from "./SampleTag";

export type Picked = { kind: string; id: string; name: string };
type Props = { label: string; value: Picked | null; onPick: (picked: Picked | null) => void };

/** As in the search of the header. */
const PAUSE_MS = 150;

/** One subject, found as everywhere: by name, 拼音首字母 or code. */
export function SubjectPicker({ label, value, onPick }: Props) {
  const [typed, setTyped] = useState("");
  const text = useDebounced(typed.trim().slice(0, MAX_QUERY_CHARS), PAUSE_MS);
  const query = useQuery({ ...searchQuery(text), enabled: text !== "" });
  const hits = text === "" ? [] : (query.data?.items ?? []).filter(({ kind }) => kind !== "programme");
  const waiting = typed.trim() !== text || query.isFetching;
  return (
    <Select
      aria-label={label}
      className="subject-picker"
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      placeholder="名称、拼音首字母或信用代码"
      loading={waiting}
      value={value ? { value: value.id, label: value.name } : null}
      labelInValue
      notFoundContent={typed.trim() === "" ? "输入几个字查找" : waiting ? "正在查找…" : `没有查到“${typed.trim()}”`}
      options={hits.map(({ kind, id, name, kind_name, place, example }) => ({
        value: id,
        label: name,
        picked: { kind, id, name },
        more: [called(kind_name), place].filter(Boolean).join(" · "),
        example,
      }))}
      optionRender={({ data }) => (
        <>
          {data.label}
          {data.example && <SampleTag />} <span className="quiet small">{data.more}</span>
        </>
      )}
      onChange={(_, option) => {
        const picked = Array.isArray(option) ? option[0]?.picked : option?.picked;
        onPick(picked ?? null);
        setTyped("");
      }}
    />
  );
}
