import { Link } from "@tanstack/react-router";
import type { KindCount } from "../../api/model";
import { KindLink } from "../../components/KindLink";
import { SampleTag } from "../../components/SampleTag";
import { count } from "../../lib/format";
import { KIND_PAGES } from "../../lib/kinds";

/** How many subjects of each kind, with the generated ones told apart. */
export function KindTiles({ kinds }: { kinds: readonly KindCount[] }) {
  // A kind without a page of its own is shown once there is something of it.
  const tiles = kinds.filter(({ kind, subjects }) => kind in KIND_PAGES || (kind !== "region" && subjects > 0));
  if (tiles.every((kind) => kind.subjects === 0)) {
    return (
      <section className="panel span-12">
        <h2>还没有数据</h2>
        <p className="quiet">
          请到 <Link to="/data">数据</Link> 页把手头的企业表（XLSX、CSV）拖进去即可开始；也可以先用{" "}
          <Link to="/self-check">自测</Link> 填写一家企业的事实。
        </p>
      </section>
    );
  }
  return (
    <section className="tiles span-12" aria-label="各类主体数量">
      {tiles.map((kind) => (
        <KindLink key={kind.kind} kind={kind.kind} className="panel tile">
          <span className="tile-name">{kind.name}</span>
          <span className="tile-count">{count(kind.subjects)}</span>
          <span className="tile-note">
            {kind.examples > 0 ? (
              <>
                真实 {count(kind.subjects - kind.examples)} · <SampleTag /> {count(kind.examples)}
              </>
            ) : (
              "全部来自数据源"
            )}
          </span>
        </KindLink>
      ))}
    </section>
  );
}
