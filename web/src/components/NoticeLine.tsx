import { called } from "../language/translate";
import type { Notice } from "../api/model";
import { moment } from "../lib/format";

type Props = { notice: Notice | undefined; version: string | undefined };

/** Said on every page, before any data has come too: what the answers are worth and how fresh they are. */
export function NoticeLine({ notice, version }: Props) {
  return (
    <footer className="footer">
      <div className="footer-inner">
        <strong>{called(notice?.disclaimer ?? "预评估，不构成认定结论")}</strong>
        <span>数据最新日期：{notice ? (notice.freshest_data ?? "未注明") : "…"}</span>
        {notice && <span>规定与事实按 {notice.as_of} 计</span>}
        {notice && <span>截至 {moment(notice.known_at)} 入库</span>}
        {version && <span>科创大脑 {version}</span>}
      </div>
    </footer>
  );
}
