import type { ProgrammeDetail } from "../../api/model";
import { Formula, WordsList } from "./WordsList";

/** What one gets in money: the clause, how it is computed, its limit. */
export function AmountPanel({ amount }: { amount: ProgrammeDetail["amount"] }) {
  if (!amount) return null;
  return (
    <section className="panel" aria-labelledby="amount">
      <div className="panel-head">
        <h2 id="amount">金额</h2>
        <span className="aside">{amount.period === "year" ? "每年" : "一次性"}；不符合时没有金额</span>
      </div>
      <div className="tree-row">
        <blockquote className="clause">
          {amount.article && <b className="article">{amount.article}</b>}
          {amount.text || <span className="quiet">（没有录入条文）</span>}
        </blockquote>
        <div className="check-said">
          <WordsList lines={amount.words} />
          <Formula text={amount.formula} />
          {amount.cap && <Formula text={amount.cap} word="上限的公式" />}
        </div>
      </div>
    </section>
  );
}

/** What the total is the sum of. */
export function ScorePanel({ score }: { score: ProgrammeDetail["score"] }) {
  if (!score) return null;
  return (
    <section className="panel" aria-labelledby="score">
      <div className="panel-head">
        <h2 id="score">评分：{score.name}</h2>
        <span className="aside">各项相加，满分 {score.of}</span>
      </div>
      <ul className="words">
        {score.items.map((item) => (
          <li key={item.name}>
            <b>{item.name}</b>　满分 <span className="num">{item.of}</span>
            {item.words.length > 0 && <WordsList lines={item.words} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How subjects are told apart. */
export function ClassPanel({ of }: { of: ProgrammeDetail["class"] }) {
  if (!of) return null;
  return (
    <section className="panel" aria-labelledby="class">
      <h2 id="class">分类</h2>
      <p>类别由“{of.name}”得出，评估的答复里写作“类别”。</p>
      {of.words.length > 0 && <WordsList lines={of.words} />}
    </section>
  );
}
