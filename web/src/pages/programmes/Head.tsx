import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ProgrammeDetail } from "../../api/model";
import { CONFIDENCE } from "../../lib/confidence";
import { Force } from "./Force";
import { Formula, WordsList } from "./WordsList";

/** Which document it is, when and where it holds, what one gets, and what a reader should know. */
export function Head({ programme }: { programme: ProgrammeDetail }) {
  const facts: [string, ReactNode][] = [
    ["文号", programme.document],
    ["发布机关", programme.authority],
    ["适用地域", programme.territory],
    ["有效期", `${programme.from ? `${programme.from} 起` : "起始日期未知"}，${programme.until ? `至 ${programme.until}` : "截止日期未定"}`],
    ["申报期", programme.windows.join("；")],
    ["申报渠道", programme.channel],
    ["咨询", programme.contact],
    ["资格有效期", programme.validity],
    ["可信程度", CONFIDENCE[programme.confidence] ?? programme.confidence],
    ["标识", <span className="mono">{programme.id}</span>],
    ["采用的文件", <span className="mono">{programme.file}</span>],
  ];
  return (
    <section className="panel" aria-labelledby="identity">
      <h2 id="identity" className="visually-hidden">
        基本信息
      </h2>
      <dl className="identity">
        <div>
          <dt>效力</dt>
          <dd>
            <Force programme={programme} />
          </dd>
        </div>
        {facts
          .filter(([, value]) => value !== "" && value !== null)
          .map(([word, value]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <Remarks word="可以得到" lines={programme.benefits} />
      <Remarks word="与其他政策" lines={programme.relations} />
      {programme.imports.length > 0 && (
        <div className="notes">
          <h3>引用</h3>
          <p>
            下列政策的参数、定义和表在这里也用：
            {programme.imports.map(({ id, name }, index) => (
              <span key={id}>
                {index > 0 && "、"}
                <Link to="/programmes/$id" params={{ id }}>
                  {name}
                </Link>
              </span>
            ))}
          </p>
        </div>
      )}
      <Remarks word="须知与编写说明" lines={programme.notes} />
      {programme.applies && (
        <div className="notes">
          <h3>适用对象</h3>
          <p className="quiet">不满足时结论是“不适用”，不是“不符合”。</p>
          <WordsList lines={programme.applies_words} />
          <Formula text={programme.applies} />
        </div>
      )}
      {programme.in_force && programme.kind === "enterprise" && (
        <p className="head-links no-print">
          <Link to="/enterprises" search={{ programme: programme.family, status: "met" }}>
            符合的企业
          </Link>
          <Link to="/enterprises" search={{ programme: programme.family, status: "unknown" }}>
            待定的企业
          </Link>
          <Link to="/self-check">用自己的事实测一测</Link>
        </p>
      )}
    </section>
  );
}

function Remarks({ word, lines }: { word: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div className="notes">
      <h3>{word}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
