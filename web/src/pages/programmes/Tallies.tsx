import type { ConditionInfo, Population, ProgrammeDetail } from "../../api/model";
import { Figure } from "../../components/figure/Figure";
import { ScrollX } from "../../components/ScrollX";
import { count } from "../../lib/format";

type Props = { programme: ProgrammeDetail; answer: Population };

/** The versions that stand for somebody: a review may go by an older one. */
const membersOf = ({ answer }: Props) => answer.programmes.filter((member) => member.subjects > 0);

/** Which condition keeps how many out. */
export function ConditionTallies(props: Props) {
  const { programme } = props;
  return membersOf(props).map((member) => {
    const own = member.id === programme.id;
    const articles = new Map(programme.conditions.map((condition: ConditionInfo) => [condition.id, condition.article]));
    const title = own ? "卡在哪一条" : `卡在哪一条（${member.id}，${count(member.subjects)} 家适用）`;
    const headings = ["条件", "条款", "不符合", "只差这一项", "待定"];
    const rows = member.conditions.map((tally) => [
      tally.id,
      own ? (articles.get(tally.id) ?? "") : "",
      tally.unmet,
      tally.only,
      tally.unknown,
    ]);
    return (
      <Figure
        key={member.id}
        tabular
        title={title}
        lead={`最上一层的条件，对适用本版本的 ${count(member.subjects)} 家。“只差这一项”的企业，放宽这一条就能符合。`}
        source="按库内事实预评估"
        table={{ headings, rows }}
      >
        <ScrollX label={title}>
          <table className="plain-table wide">
            <thead>
              <tr>
                {headings.map((heading, at) => (
                  <th key={heading} scope="col" className={at > 1 ? "right" : undefined}>
                    {heading}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([id, article, ...counts]) => (
                <tr key={id}>
                  <th scope="row">{id}</th>
                  <td className="quiet small">{article}</td>
                  {counts.map((tally, at) => (
                    <td key={at} className="right num">
                      {count(Number(tally))}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      </Figure>
    );
  });
}

/** Facts shown; the table has all. */
const FACTS_SHOWN = 12;

/** For want of which facts subjects are unknown: what to collect next. */
export function WantingPanel(props: Props) {
  const wanting = membersOf(props).flatMap((member) => member.wanting.map((fact) => ({ ...fact, id: member.id })));
  if (wanting.length === 0) return null;
  const most = Math.max(...wanting.map((fact) => fact.subjects));
  const headings = ["事实", "待定的主体", "版本"];
  return (
    <Figure
      tabular
      title="待定的缺哪些事实"
      lead="未定的条件要看、而没有人说过的事实；补上最前面的几项，定下来的最多。一个主体可以缺几项。"
      source="按库内事实预评估"
      table={{ headings, rows: wanting.map((fact) => [fact.attribute, fact.subjects, fact.id]) }}
    >
      <ul className="wanting">
        {wanting.slice(0, FACTS_SHOWN).map((fact) => (
          <li key={`${fact.id}|${fact.attribute}`}>
            <span>{fact.attribute}</span>
            <span className="wanting-bar" aria-hidden style={{ width: `${(fact.subjects / most) * 100}%` }} />
            <b className="num">{count(fact.subjects)}</b>
          </li>
        ))}
      </ul>
    </Figure>
  );
}
