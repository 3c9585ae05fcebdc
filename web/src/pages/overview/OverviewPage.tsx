import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { overviewQuery } from "../../api/reads";
import { Page } from "../../components/Page";
import { Query } from "../../components/Query";
import { DistrictPanel } from "./DistrictPanel";
import { FiguresPanel } from "./FiguresPanel";
import { KindTiles } from "./KindTiles";
import { ProgrammePanel } from "./ProgrammePanel";

/** 区域总览: who is there, where, who qualifies, and the region's key figures. */
export function OverviewPage() {
  const overview = useQuery(overviewQuery);
  const region = overview.data?.region;
  return (
    <Page
      title={region ? `${region}科创总览` : "区域科创总览"}
      tab="区域总览"
      lead="本区域的主体、分布与政策符合情况，全部由已入库的数据源算出。"
      notice={overview.data?.notice}
      actions={<Link to="/wall">大屏 ›</Link>}
    >
      <Query query={overview} what="区域总览" rows={12}>
        {(data) => (
          <div className="columns">
            <KindTiles kinds={data.kinds} />
            <DistrictPanel districts={data.districts} />
            <ProgrammePanel programmes={data.programmes} />
            <FiguresPanel figures={data.figures} />
          </div>
        )}
      </Query>
    </Page>
  );
}
