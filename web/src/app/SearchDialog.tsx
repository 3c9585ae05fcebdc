import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Modal } from "antd";
import type { KeyboardEvent } from "react";
import { useEffect, useId, useRef, useState } from "react";
import { called } from "../language/translate";
import type { SearchHit } from "../api/model";
import { searchQuery } from "../api/reads";
import { Problem } from "../components/Problem";
import { SampleTag } from "../components/SampleTag";
import { subjectAddress } from "../lib/kinds";
import { MAX_QUERY_CHARS } from "../lib/listSearch";
import { useDebounced } from "../lib/useDebounced";
import { pagesFor } from "./entries";

type Line = { key: string; to: string; kind: string; name: string; code: string | null; place: string | null; example: boolean };

/** Long enough that a word is typed to its end, short enough that nobody waits. */
const PAUSE_MS = 150;

const addressOf = ({ kind, id }: SearchHit) =>
  kind === "programme" ? `/programmes/${encodeURIComponent(id)}` : subjectAddress(kind, id);

function lines(typed: string, hits: readonly SearchHit[]): Line[] {
  const pages = pagesFor(typed).map(([to, name]) => ({ key: to, to, kind: "页面", name, code: null, place: null, example: false }));
  const found = hits.map((hit) => ({
    key: `${hit.kind} ${hit.id}`,
    to: addressOf(hit),
    kind: called(hit.kind_name),
    name: hit.name,
    code: hit.code,
    place: hit.place,
    example: hit.example,
  }));
  return [...pages, ...found];
}

/** Pages, programmes and subjects by name, 拼音首字母 or code; arrow keys choose, Enter opens. */
export default function SearchDialog({ onClose }: { onClose: () => void }) {
  const id = useId();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const text = useDebounced(typed.trim(), PAUSE_MS);
  const query = useQuery({ ...searchQuery(text), enabled: text !== "" });
  const found = typed.trim() === "" ? [] : lines(typed, text === "" ? [] : (query.data?.items ?? []));
  const at = Math.min(chosen, found.length - 1);

  useEffect(() => {
    // Newer browsers answer a promise, which is no way to clean up after an effect.
    void document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [id, at]);

  const open = (line: Line | undefined) => {
    if (!line) return;
    onClose();
    void navigate({ to: line.to });
  };
  const onKey = (event: KeyboardEvent) => {
    // While a word of Chinese is being composed, the keys are the input method's.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setChosen(Math.min(at + 1, found.length - 1));
    else if (event.key === "ArrowUp") setChosen(Math.max(at - 1, 0));
    else if (event.key === "Enter") open(found[at]);
    else return;
    event.preventDefault();
  };
  const waiting = typed.trim() !== text || query.isFetching;

  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      closable={false}
      title={null}
      width={640}
      className="search-dialog"
      aria-label="查找"
      afterOpenChange={(shown) => shown && input.current?.focus()}
    >
      <input
        ref={input}
        className="search-input"
        role="combobox"
        aria-label="查找企业、机构、政策和页面"
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        autoFocus
        autoComplete="off"
        spellCheck={false}
        maxLength={MAX_QUERY_CHARS}
        placeholder="名称、拼音首字母或信用代码"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKey}
      />
      {query.isError && <Problem error={query.error} onRetry={() => void query.refetch()} />}
      <ul id={`${id}-list`} role="listbox" aria-label="查到的" className="search-list" hidden={found.length === 0}>
        {found.map((line, index) => (
          <li
            key={line.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onMouseMove={() => setChosen(index)}
            onClick={() => open(line)}
          >
            <span className="search-kind">{line.kind}</span>
            <span className="search-name">
              {line.name}
              {line.example && <SampleTag />}
            </span>
            <span className="quiet small search-more">{[line.place, line.code].filter(Boolean).join(" · ")}</span>
          </li>
        ))}
      </ul>
      <p className="quiet small search-help" role="status">
        {typed.trim() === ""
          ? "例如“之江”“gxjs”（高新技术…的首字母）、信用代码的前几位。↑↓ 选，回车打开，Esc 关闭。"
          : found.length === 0
            ? waiting
              ? "正在查找…"
              : `没有查到“${typed.trim()}”。换个简称或首字母；还没有导入的主体查不到。`
            : `${found.length} 条，每类最多 8 条`}
      </p>
    </Modal>
  );
}
