import { Button } from "antd";
import type { ProposedMeasure } from "../../api/model";
import { ScrollX } from "../../components/ScrollX";
import type { Shown } from "./Reading";

type Props = { measures: readonly ProposedMeasure[]; shown: string | undefined; onShow: (shown: Shown) => void };

const untold = <span className="fact-unknown">未知</span>;

/** What the report proposes: who does what, to reach what, by when; and the mechanisms that it speaks of. */
export function MeasureList({ measures, shown, onShow }: Props) {
  if (measures.length === 0) return <p className="quiet">没有读出举措。</p>;
  return (
    <ScrollX label="举措">
      <table className="plain-table wide measure-table">
        <thead>
          <tr>
            <th scope="col">谁</th>
            <th scope="col">做什么</th>
            <th scope="col">目标</th>
            <th scope="col">期限</th>
            <th scope="col">任务清单的机制</th>
            <th scope="col">
              <span className="visually-hidden">原文</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {measures.map((measure, at) => {
            const key = `measure-${at}`;
            return (
              <tr key={key} className={key === shown ? "is-shown" : undefined}>
                <td>{measure.who ?? untold}</td>
                <td className="measure-what">{measure.what}</td>
                <td>{measure.target ?? untold}</td>
                <td>{measure.deadline ?? untold}</td>
                <td>
                  {measure.terms.length === 0 ? (
                    <span className="quiet">无</span>
                  ) : (
                    measure.terms.map(({ id, term }) => (
                      <span key={id} className="term">
                        <code>{id}</code> {term}
                      </span>
                    ))
                  )}
                </td>
                <td>
                  <Button size="small" type="link" aria-pressed={key === shown} aria-label={`看原文：${measure.what}`} onClick={() => onShow({ key, quoted: measure })}>
                    看原文
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollX>
  );
}
