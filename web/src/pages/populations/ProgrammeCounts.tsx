import { Link } from "@tanstack/react-router";
import type { Population, PopulationGroup } from "../../api/model";
import { Figure } from "../../components/figure/Figure";
import type { Counted } from "../../components/population/GroupTable";
import { StatusBar } from "../../components/population/StatusBar";
import { ScrollX } from "../../components/ScrollX";
import { bounds } from "../../lib/amounts";
import { called } from "../../language/translate";
import { count } from "../../lib/format";
import type { Column, PopulationsSearch } from "../../lib/populationsSearch";
import { COLUMNS } from "../../lib/populationsSearch";
import { STATUS_WORD } from "../../lib/status";

const WORD: Record<Column, string> = { ...STATUS_WORD, near: "只差一项" };

type Props = {
  answer: Population;
  names: ReadonlyMap<string, string>;
  search: PopulationsSearch;
  source: string;
  onSort: (sort: string) => void;
  onPick: (programme: string, listing: Counted) => void;
};

/** Facts named in a row. */
const FACTS = 2;

/** Every programme beside every subject: a row a programme, each count the way to the names behind it. */
export function ProgrammeCounts({ answer, names, search, source, onSort, onPick }: Props) {
  const sort = search.sort ?? "-met";
  const key = sort.replace(/^-/, "") as Column;
  const turn = sort.startsWith("-") ? -1 : 1;
  const groups = [...answer.groups].sort((a, b) => turn * (a[key] - b[key]));
  const nameOf = (group: PopulationGroup) => called(names.get(group.programme) ?? group.programme);
  const wanting = (group: PopulationGroup) =>
    answer.programmes.filter(({ family, id }) => family === group.programme || id === group.programme).flatMap((member) => member.wanting);
  const headings = ["政策", ...COLUMNS.map((column) => WORD[column]), "金额下限（元）", "金额上限（元）", "待定最常缺"];
  const facts = (group: PopulationGroup) => wanting(group).slice(0, FACTS).map((fact) => called(fact.attribute)).join("、");
  const rows = groups.map((group) => [
    nameOf(group),
    ...COLUMNS.map((column) => group[column]),
    group.amount?.min ?? null,
    group.amount?.max ?? null,
    facts(group),
  ]);
  return (
    <Figure
      tabular
      title="各项政策"
      lead={`对 ${count(answer.subjects)} 个主体。点数字看是哪些；点政策名看条文、改革测算和分组。`}
      source={source}
      table={{ headings, rows }}
    >
      <ScrollX label="各项政策">
        <table className="plain-table wide group-table">
          <thead>
            <tr>
              <th scope="col">政策</th>
              <th scope="col" className="group-bar counts-bar">
                <span className="visually-hidden">构成</span>
              </th>
              {COLUMNS.map((column) => (
                <th key={column} scope="col" className="right" aria-sort={key === column ? (turn < 0 ? "descending" : "ascending") : "none"}>
                  <button type="button" className="link-button sort-button" onClick={() => onSort(sort === `-${column}` ? column : `-${column}`)}>
                    {WORD[column]}
                    {key === column && <span aria-hidden>{turn < 0 ? " ↓" : " ↑"}</span>}
                  </button>
                </th>
              ))}
              <th scope="col" className="right">
                金额
              </th>
              <th scope="col">待定最常缺</th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={group.programme}>
                <th scope="row">
                  <Link to="/programmes/$id" params={{ id: group.programme }} search={{ view: "population", ...(search.within ? { within: search.within } : {}) }}>
                    {nameOf(group)}
                  </Link>
                </th>
                <td className="group-bar counts-bar">
                  <StatusBar counts={group} of={answer.subjects} />
                </td>
                {COLUMNS.map((column) => (
                  <td key={column} className="right">
                    {column === "not_applicable" ? (
                      <span className="num quiet">{count(group[column])}</span>
                    ) : (
                      <button
                        type="button"
                        className="link-button num"
                        disabled={group[column] === 0}
                        aria-label={`${nameOf(group)} ${WORD[column]} ${count(group[column])}`}
                        onClick={() => onPick(group.programme, column)}
                      >
                        {count(group[column])}
                      </button>
                    )}
                  </td>
                ))}
                <td className="right counts-money">{group.amount ? bounds(group.amount) : <span className="quiet">不直接给</span>}</td>
                <td className="small counts-facts">{group.unknown > 0 ? facts(group) : ""}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
    </Figure>
  );
}
