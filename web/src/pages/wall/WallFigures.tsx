import type { Figure } from "../../api/model";
import { pageOf } from "../../lib/turning";

/** As many as fit beside the map. */
const SHOWN = 5;

/** Key figures with year, source and date. */
export function WallFigures({ figures, turn }: { figures: readonly Figure[]; turn: number }) {
  const { shown, page, pages } = pageOf(figures, SHOWN, turn);
  return (
    <section className="wall-figures" aria-labelledby="wall-figures">
      <h2 id="wall-figures">
        关键指标{pages > 1 && <small className="quiet num">{`${page} / ${pages}`}</small>}
      </h2>
      {figures.length === 0 && <p className="quiet">还没有导入区域指标。</p>}
      <ul>
        {shown.map((figure) => (
          <li key={`${figure.place}|${figure.indicator}|${figure.year ?? ""}|${figure.definition}|${figure.text}`}>
            <span className="wall-figure-name">
              {figure.place} {figure.indicator}
            </span>
            <b className="num">{figure.text}</b>
            <small className="quiet">
              {figure.year === null ? "年份未注明" : `${figure.year} 年`} · {figure.source ? [figure.source.name, figure.source.delivered].filter(Boolean).join(" · ") : "来源未注明"}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
