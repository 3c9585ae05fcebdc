import { Pagination } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ReportFinding } from "../../api/model";
import { count } from "../../lib/format";
import type { Mark, ReportText } from "../../lib/reportText";
import { PAGE_CHARS, pageAt, pagesOf, piecesOf, rangeOf } from "../../lib/reportText";
import type { Shown } from "./Reading";

type Props = {
  text: ReportText;
  name: string;
  findings: readonly ReportFinding[];
  shown: Shown;
  onShow: (shown: Shown) => void;
};

/** The text that was read, findings marked; the place that is looked at comes into sight. */
export function TextPane({ text, name, findings, shown, onShow }: Props) {
  const starts = useMemo(() => pagesOf(text.text), [text]);
  const [page, setPage] = useState(0);
  const frame = useRef<HTMLDivElement>(null);
  const marks = useMemo<Mark[]>(
    () =>
      findings.map((finding, at) => {
        const [from, to] = rangeOf(text, finding);
        return { from, to, key: `finding-${at}` };
      }),
    [findings, text],
  );
  const target = useMemo(() => (shown ? rangeOf(text, shown.quoted) : null), [shown, text]);

  useEffect(() => {
    if (target) setPage(pageAt(starts, target[0]));
  }, [target, starts]);
  useEffect(() => {
    const pane = frame.current;
    const mark = pane?.querySelector<HTMLElement>(".text-target");
    if (!pane || !mark || !target) return;
    // Only the pane scrolls where it has a height of its own; on a phone it stands below, so the page has to go there.
    if (pane.scrollHeight > pane.clientHeight) pane.scrollTop = mark.offsetTop - pane.clientHeight / 3;
    mark.scrollIntoView({ block: "nearest" });
  }, [target, page]);

  const start = starts[page] ?? 0;
  const end = starts[page + 1] ?? text.text.length;
  const all = target ? [...marks, { from: target[0], to: target[1], key: "target" }] : marks;
  const pieces = piecesOf(text.text, [start, end], all);
  const show = (key: string) => {
    const at = Number(key.split("-")[1]);
    const finding = findings[at];
    if (finding) onShow({ key, quoted: finding });
  };
  return (
    <section className="panel report-text no-print" aria-labelledby="report-text">
      <div className="panel-head">
        <h2 id="report-text">全文</h2>
        <span className="aside">
          {name}，{count(text.text.length - text.wide.length)} 字；底色处有发现
        </span>
      </div>
      <div ref={frame} className="text-frame" tabIndex={0} role="region" aria-label="报告全文">
        {pieces.map(({ text: piece, keys }, at) => {
          const finding = keys.find((key) => key !== "target");
          const isTarget = keys.includes("target");
          if (keys.length === 0) return <span key={at}>{piece}</span>;
          return (
            <mark
              key={at}
              className={[finding ? "text-finding" : "", isTarget ? "text-target" : ""].join(" ")}
              {...(finding ? { onClick: () => show(finding) } : {})}
            >
              {piece}
            </mark>
          );
        })}
      </div>
      {starts.length > 1 && (
        <Pagination
          size="small"
          current={page + 1}
          total={starts.length}
          pageSize={1}
          showSizeChanger={false}
          showTotal={(n) => `每页约 ${count(PAGE_CHARS)} 字，共 ${n} 页`}
          onChange={(next) => setPage(next - 1)}
        />
      )}
    </section>
  );
}
