import { Button } from "antd";
import type { ReportFinding } from "../../api/model";
import type { Shown } from "./Reading";

type Props = { findings: readonly ReportFinding[]; shown: string | undefined; onShow: (shown: Shown) => void };

/** What does not hold or cannot be checked, in the order of the text: the words, why, and what to do. */
export function FindingList({ findings, shown, onShow }: Props) {
  if (findings.length === 0) return <p className="quiet">没有发现站不住的地方。没有发现不等于都对：数字仍要对照出处。</p>;
  const kinds = new Map<string, number>();
  for (const { title } of findings) kinds.set(title, (kinds.get(title) ?? 0) + 1);
  return (
    <>
      <p className="quiet small finding-kinds">{[...kinds].map(([title, n]) => `${title} ${n}`).join("　")}</p>
      <ol className="finding-list">
        {findings.map((finding, at) => {
          const key = `finding-${at}`;
          return (
            <li key={key} className={key === shown ? "is-shown" : undefined}>
              <h3>
                {finding.title}
                <Button size="small" type="link" aria-pressed={key === shown} onClick={() => onShow({ key, quoted: finding })}>
                  看原文
                </Button>
              </h3>
              <blockquote>{finding.quote.replaceAll("\n", " ")}</blockquote>
              <p>{finding.message}</p>
              <p className="finding-proposal">
                <b>建议</b> {finding.proposal}
              </p>
            </li>
          );
        })}
      </ol>
    </>
  );
}
