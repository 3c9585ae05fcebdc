import type { AttributeFacts, Profile } from "../../api/model";
import { FactState } from "../../components/FactState";
import { Fact } from "./Fact";

/** What one asks of a firm first, as named in content; the rest is in the tables below. */
const FIRST = ["营业收入", "研发费用", "研发强度", "净利润", "职工总数", "科技人员数", "研发人员数", "研发经费内部支出", "技术合同成交额", "在孵企业数"];
const MOST_CHARTS = 6;
const MOST_YEARS = 5;
/** Fewer known years than that are no course of things. */
const LEAST_YEARS = 2;

type Chart = { attribute: AttributeFacts; years: AttributeFacts["years"] };

function charts(profile: Profile): Chart[] {
  const all = profile.groups.flatMap((group) => group.attributes).filter(({ yearly, type }) => yearly && type === "number");
  const found = FIRST.flatMap((name) => all.find((own) => own.name === name) ?? []);
  // One span for all of them, so that a missing year is seen as missing.
  const last = Math.max(...found.flatMap(({ years }) => years.filter(({ value }) => value).map(({ year }) => year)));
  const span = Array.from({ length: MOST_YEARS }, (_, at) => last - MOST_YEARS + 1 + at);
  const unknown = (year: number) => ({ year, state: "unknown" as const, value: null });
  return found
    .map((attribute) => ({
      attribute,
      years: span.map((year) => attribute.years.find((own) => own.year === year) ?? unknown(year)),
    }))
    .filter(({ years }) => years.filter(({ value }) => value).length >= LEAST_YEARS)
    .slice(0, MOST_CHARTS);
}

/** Five years at a glance: a bar a year, each with its figure and its source on hover and focus. */
export function YearCharts({ profile }: { profile: Profile }) {
  const shown = charts(profile);
  if (shown.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="years">
      <div className="panel-head">
        <h2 id="years">近五年</h2>
        <span className="aside">指向或聚焦一个数，看它的来源；没有柱的年份未知，不是零</span>
      </div>
      <div className="year-charts">
        {shown.map((chart) => (
          <Bars key={chart.attribute.name} chart={chart} profile={profile} />
        ))}
      </div>
    </section>
  );
}

function Bars({ chart: { attribute, years }, profile }: { chart: Chart; profile: Profile }) {
  const values = years.map(({ value }) => Number(value?.value)).filter(Number.isFinite);
  const most = Math.max(0, ...values.map(Math.abs)) || 1;
  return (
    <figure className="year-chart" aria-label={`${attribute.name}，${years.length} 年`}>
      <figcaption title={attribute.description || undefined}>
        {attribute.name}
        {attribute.derived && <span className="derived">算出</span>}
      </figcaption>
      <div className="year-bars">
        {years.map(({ year, value, state }) => {
          const number = Number(value?.value);
          return (
            <div key={year} className="year-bar">
              <span className="year-bar-value">
                {value ? (
                  <Fact name={`${year} 年${attribute.name}`} value={value} sources={profile.sources} derived={attribute.derived} />
                ) : (
                  <FactState state={state} />
                )}
              </span>
              <span className="year-bar-room" aria-hidden>
                {value && Number.isFinite(number) && (
                  <span
                    className={number < 0 ? "year-bar-fill year-bar-loss" : "year-bar-fill"}
                    style={{ height: `${Math.max(3, (Math.abs(number) / most) * 100)}%` }}
                  />
                )}
              </span>
              <span className="num quiet">{year}</span>
            </div>
          );
        })}
      </div>
    </figure>
  );
}
