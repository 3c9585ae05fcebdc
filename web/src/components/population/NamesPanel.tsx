import { DownloadOutlined } from "@ant-design/icons";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { PopulationInput } from "../../api/populations";
import { namesQuery, populationWorkbook } from "../../api/populations";
import type { ListedSubject, PopulationListing } from "../../api/model";
import { download } from "../../lib/download";
import { count } from "../../lib/format";
import { SubjectLink } from "../KindLink";
import { Problem } from "../Problem";
import { Query } from "../Query";
import { SampleTag } from "../SampleTag";
import { ScrollX } from "../ScrollX";
import { StatusTag } from "../StatusTag";

/** Names shown; the workbook has all. */
const SHOWN = 20;

export const LISTING_WORD: Record<PopulationListing, string> = {
  met: "符合",
  unmet: "不符合",
  unknown: "待定",
  near: "只差一项",
  gain: "新增符合",
  lose: "不再符合",
};

type Props = {
  kind: string;
  input: PopulationInput;
  listing: PopulationListing;
  /** Lists that can be chosen from. */
  listings: readonly PopulationListing[];
  /** Of whom: 西湖区. */
  place: string;
  /** File name without its ending. */
  file: string;
  onListing: (listing: PopulationListing) => void;
};

/** Who it is: the first by name with what they lack, and all of them as a workbook with its evidence. */
export function NamesPanel({ kind, input, listing, listings, place, file, onListing }: Props) {
  const names = useQuery(namesQuery(input, listing, SHOWN));
  const workbook = useMutation({
    mutationFn: () => populationWorkbook(input, listing),
    onSuccess: (blob) => download(blob, `${file}-${LISTING_WORD[listing]}.xlsx`),
  });
  return (
    <section className="panel names" aria-labelledby="names">
      <div className="panel-head">
        <h2 id="names">名单{place && `：${place}`}</h2>
        <div className="figure-ways no-print">
          <span className="choice-row" role="group" aria-label="哪一份名单">
            {listings.map((one) => (
              <Button key={one} size="small" aria-pressed={one === listing} type={one === listing ? "primary" : "default"} onClick={() => onListing(one)}>
                {LISTING_WORD[one]}
              </Button>
            ))}
          </span>
          <Button size="small" icon={<DownloadOutlined />} loading={workbook.isPending} onClick={() => workbook.mutate()}>
            导出 XLSX
          </Button>
        </div>
      </div>
      {workbook.isError && <Problem error={workbook.error} />}
      <Query query={names} what="名单" rows={5}>
        {({ total, rows }) =>
          rows.length === 0 ? (
            <p className="quiet">没有“{LISTING_WORD[listing]}”的主体。</p>
          ) : (
            <>
              <p className="quiet small" role="status">
                共 {count(total)} 家{total > rows.length && `，下面是前 ${rows.length} 家`}。导出的名单附政策版本、参数、数据来源和日期，供审计。
              </p>
              <Names kind={kind} rows={rows} />
            </>
          )
        }
      </Query>
    </section>
  );
}

function Names({ kind, rows }: { kind: string; rows: readonly ListedSubject[] }) {
  const compared = rows.some((row) => row.before !== null);
  const lacking = rows.some((row) => row.unmet.length > 0 || row.unknown.length > 0);
  return (
    <ScrollX label="名单">
      <table className="plain-table wide">
        <thead>
          <tr>
            <th scope="col">名称</th>
            <th scope="col">区县</th>
            {compared && <th scope="col">改前</th>}
            <th scope="col">{compared ? "改后" : "结论"}</th>
            {lacking && <th scope="col">不符合或待定的条件</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.id}|${row.programme}`}>
              <td>
                <SubjectLink kind={kind} id={row.id} className="row-name">
                  {row.name}
                </SubjectLink>
                {row.example && <SampleTag />}
              </td>
              <td>{row.district?.name ?? <span className="quiet">未知</span>}</td>
              {compared && <td>{row.before && <StatusTag status={row.before} plain />}</td>}
              <td>
                <StatusTag status={row.status} plain />
              </td>
              {lacking && (
                <td className="lacking">
                  {row.unmet.length > 0 && <>不符合：{row.unmet.join("、")}</>}
                  {row.unknown.length > 0 && <span className="quiet">　待定：{row.unknown.join("、")}</span>}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}
