import type { Answer } from "../../api/model";

type Score = NonNullable<Answer["score"]>;

function range(min: number, max: number): string {
  return min === max ? String(min) : `${min}—${max}`;
}

/** Reachable bounds of the score; unknown facts widen them, and the bar shows it. */
export function ScoreBox({ score }: { score: Score }) {
  const items = score.items ?? [];
  return (
    <section>
      <h3>
        评分
        <small className="num">
          {range(score.min, score.max)} 分<span className="quiet">（满分 {score.of}）</span>
        </small>
      </h3>
      <ul className="score">
        {items.map((item) => (
          <li key={item.id}>
            <span>{item.id}</span>
            <span className="score-bar" aria-hidden>
              <i style={{ width: `${(item.min / item.of) * 100}%` }} />
              <i className="maybe" style={{ width: `${((item.max - item.min) / item.of) * 100}%` }} />
            </span>
            <span className="num right">
              {range(item.min, item.max)} / {item.of}
            </span>
          </li>
        ))}
      </ul>
      {score.min !== score.max && <p className="quiet small">浅色部分取决于尚未提供的事实或专家评审。</p>}
    </section>
  );
}
