import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Select, Tag } from "antd";
import { useMemo, useState } from "react";
import { cardQuery } from "../../api/indices";
import type { CardInfo, CardLine, RegionFigure, Rival } from "../../api/model";
import { Query } from "../../components/Query";
import { toCsv, wordsOf } from "../../lib/csv";
import { download } from "../../lib/download";

/** 城市卡: the figures of a place beside those of others; what counts something else is not compared, and says why. */
export function CardPanel({ figures }: { figures: string }) {
  const places = useMemo(() => wordsOf(figures, ["名称", "地区", "place"]), [figures]);
  const [place, setPlace] = useState(places[0] ?? "");
  const [against, setAgainst] = useState<string[]>([]);
  const [accept, setAccept] = useState(false);
  const card = useQuery(cardQuery(figures, place, against, accept));
  return (
    <section className="panel card" aria-labelledby="card-title">
      <div className="panel-head">
        <h2 id="card-title">城市卡：{place}</h2>
        {card.data && <TakeCsv card={card.data} />}
      </div>
      <p className="figure-lead">
        一个数由指标、范围、口径、单位、年份、来源一起确定。范围或单位不同的不可比；年份、来源不同的可比，但写明不同。
      </p>
      <div className="target-bar no-print">
        <Select aria-label="哪个城市" value={place} options={places.map((value) => ({ value, label: value }))} onChange={setPlace} />
        <span>对比</span>
        <Select
          aria-label="与哪些城市对比"
          mode="multiple"
          className="unit-against"
          placeholder="全部"
          value={against}
          options={places.filter((value) => value !== place).map((value) => ({ value, label: value }))}
          onChange={setAgainst}
        />
        <Checkbox checked={accept} onChange={(event) => setAccept(event.target.checked)}>
          采用推定的年份（存疑的仍不采用）
        </Checkbox>
      </div>
      <Query query={card} what="城市卡" rows={6}>
        {(data) => (
          <ul className="card-lines">
            {data.lines.map((line) => (
              <Line key={`${line.indicator}${line.scope}`} line={line} place={data.place} />
            ))}
          </ul>
        )}
      </Query>
    </section>
  );
}

function Line({ line, place }: { line: CardLine; place: string }) {
  const growth = line.growth;
  return (
    <li>
      <div className="card-own">
        <h3>
          {line.indicator}
          {line.scope && <span className="quiet">（{line.scope}）</span>}
        </h3>
        {line.figures.map((figure) => (
          <p key={figure.id}>
            <Figured figure={figure} />
          </p>
        ))}
        {growth && (
          <p className="quiet small">
            {`${growth.from} 到 ${growth.to} 年是原来的 ${growth.times.toFixed(2)} 倍`}
            {growth.yearly !== null && `，年均 ${(growth.yearly * 100).toFixed(1)}%`}
          </p>
        )}
        {line.rank !== null && line.of !== null && line.of > 1 && (
          <p className="quiet small">
            {`可比的 ${line.of} 处里第 ${line.rank}`}
          </p>
        )}
      </div>
      <ul className="card-rivals">
        {line.rivals.map((rival) => (
          <li key={rival.figure.id || rival.figure.place}>
            <Compared rival={rival} place={place} />
          </li>
        ))}
        {line.rivals.length === 0 && <li className="quiet">没有别处的数</li>}
      </ul>
      <p className="figure-source">来源：{line.figures[0]?.source || "未注明"}</p>
    </li>
  );
}

const SURE: Record<string, string> = { certain: "确定", likely: "较可能", unsure: "存疑" };

function Figured({ figure }: { figure: RegionFigure }) {
  const used = figure.used_year;
  const proposed = figure.proposed_year !== null && figure.proposed_year !== figure.year;
  return (
    <>
      <b className="num">
        {figure.bound === "=" ? "" : figure.bound}
        {figure.value === null ? "未知" : figure.value.toLocaleString("zh-CN")}
      </b>{" "}
      {figure.unit}
      <span className="quiet small figure-year">
        {figure.year === null ? "文中未写年份" : `文中 ${figure.year} 年`}
        {proposed && (
          <>
            ，推定 {figure.proposed_year} 年（{SURE[figure.confidence ?? ""] ?? "把握未写"}
            {used === figure.proposed_year ? "，已采用" : "，没有采用"}）
          </>
        )}
      </span>
    </>
  );
}

const VERDICT: Record<string, [string, string]> = {
  comparable: ["可比", "met"],
  flagged: ["可比，有不同", "unknown"],
  refused: ["不可比", "unmet"],
};

function Compared({ rival, place }: { rival: Rival; place: string }) {
  const [word, tone] = VERDICT[rival.verdict] ?? [rival.verdict, "na"];
  return (
    <>
      <span className="card-place">{rival.figure.place}</span>
      <span>
        <Figured figure={rival.figure} />
        {rival.ratio !== null && <span className="num figure-year">{place}是它的 {rival.ratio.toFixed(2)} 倍</span>}
        <Tag className={`verdict verdict-${tone}`}>{word}</Tag>
        {rival.differences.length > 0 && (
          <span className="quiet small">
            {rival.differences.map(({ of, left, right }) => `${of}“${left || "未写"}”与“${right || "未写"}”`).join("；")}
          </span>
        )}
      </span>
    </>
  );
}

function TakeCsv({ card }: { card: CardInfo }) {
  const take = () => {
    const rows = card.lines.flatMap((line) => [
      ...line.figures.map((figure) => [line.indicator, line.scope, figure.place, figure.year, figure.proposed_year, figure.bound, figure.value, figure.unit, "", "", figure.source]),
      ...line.rivals.map(({ figure, verdict, ratio }) => [line.indicator, figure.scope, figure.place, figure.year, figure.proposed_year, figure.bound, figure.value, figure.unit, VERDICT[verdict]?.[0] ?? verdict, ratio, figure.source]),
    ]);
    const headings = ["指标", "范围", "地方", "文中年份", "推定年份", "比较", "取值", "单位", "能否比", `${card.place}是它的几倍`, "来源"];
    download(new Blob(["\ufeff", toCsv(headings, rows)], { type: "text/csv" }), `城市卡-${card.place}.csv`);
  };
  return (
    <Button size="small" className="no-print" onClick={take}>
      下载 CSV
    </Button>
  );
}
