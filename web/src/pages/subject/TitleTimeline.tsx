import type { Profile } from "../../api/model";
import { lapse, position, readTitles, type Title } from "../../lib/titles";

const WORD = { over: "已到期", soon: "一年内到期", stands: "有效", unknown: "止期未知" } as const;

/** Titles on a line of time, with those that lapse within a year told apart. Nothing is shown where there are none. */
export function TitleTimeline({ profile }: { profile: Profile }) {
  const today = profile.notice.as_of;
  const titles = profile.groups.flatMap((group) => group.attributes).flatMap((own) => readTitles(own) ?? []);
  if (titles.length === 0) return null;
  const dates = [...titles.flatMap(({ from, until }) => [from, until]), today].filter((date) => date !== null).sort();
  const first = `${dates[0]!.slice(0, 4)}-01-01`;
  const last = `${dates.at(-1)!.slice(0, 4)}-12-31`;
  const years = range(Number(first.slice(0, 4)), Number(last.slice(0, 4)));
  const soon = titles.filter((title) => lapse(title, today) === "soon");
  return (
    <section className="panel" aria-labelledby="titles">
      <div className="panel-head">
        <h2 id="titles">资质</h2>
        <span className="aside">
          {soon.length === 0 ? "一年内没有到期的" : `一年内到期：${soon.map(({ name, until }) => `${name}（${until ?? ""}）`).join("、")}`}
        </span>
      </div>
      <div className="scroll-x" tabIndex={0} role="group" aria-label="资质的起止，可左右滚动">
        <div className="titles">
          <div className="title-row title-axis" aria-hidden>
            <span />
            <span className="title-room">
              {years.map((year) => (
                <span key={year} className="title-year num" style={{ left: percent(position(`${year}-01-01`, first, last)) }}>
                  {year}
                </span>
              ))}
            </span>
            <span />
          </div>
          {titles.map((title, at) => (
            <Row key={at} title={title} today={today} first={first} last={last} />
          ))}
        </div>
      </div>
    </section>
  );
}

type RowProps = { title: Title; today: string; first: string; last: string };

function Row({ title, today, first, last }: RowProps) {
  const stands = lapse(title, today);
  const from = position(title.from ?? first, first, last);
  const until = position(title.until ?? last, first, last);
  return (
    <div className="title-row">
      <span className="title-name">
        {title.name}
        {title.level && <small className="quiet"> {title.level}</small>}
      </span>
      <span className="title-room" aria-hidden>
        {title.from && (
          <span className={`title-bar title-${stands}`} style={{ left: percent(from), width: percent(Math.max(0.006, until - from)) }} />
        )}
        <span className="title-today" style={{ left: percent(position(today, first, last)) }} />
      </span>
      <span className={`title-said title-said-${stands}`}>
        <span className="num">
          {title.from ?? "起期未知"} 至 {title.until ?? "未知"}
        </span>{" "}
        {WORD[stands]}
      </span>
    </div>
  );
}

const percent = (share: number) => `${(share * 100).toFixed(2)}%`;

/** At most so many years are named on the axis. */
const MOST_NAMED = 12;

function range(from: number, to: number): number[] {
  const step = Math.max(1, Math.ceil((to - from + 1) / MOST_NAMED));
  return Array.from({ length: to - from + 1 }, (_, at) => from + at).filter((_, at) => at % step === 0);
}
