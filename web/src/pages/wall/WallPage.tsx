import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useMemo } from "react";
import type { Overview } from "../../api/model";
import { districtsQuery, overviewQuery } from "../../api/reads";
import { Loading } from "../../components/Loading";
import { Problem } from "../../components/Problem";
import { SampleTag } from "../../components/SampleTag";
import { count, moment } from "../../lib/format";
import { useTurns } from "../../lib/turning";
import { WallFigures } from "./WallFigures";
import { WallProgrammes } from "./WallProgrammes";

const DistrictMap = lazy(() => import("../../components/DistrictMap"));

/** How often the wall asks again, and how long a page of what does not fit is shown. */
const REFRESH_MS = 60_000;
const TURN_MS = 15_000;

/** 大屏: the region at a glance, to be read from afar; nothing to click, nothing to scroll at 1920×1080. */
export function WallPage() {
  const overview = useQuery({ ...overviewQuery, refetchInterval: REFRESH_MS, refetchIntervalInBackground: true, staleTime: 0 });
  useEffect(() => {
    document.title = "大屏 · 科创大脑";
  }, []);
  const region = overview.data?.region;
  return (
    <main className="wall" id="main">
      <header className="wall-head">
        <h1>{region ? `${region}科创总览` : "区域科创总览"}</h1>
        <p>
          数据最新日期 <b className="num">{overview.data ? (overview.data.notice.freshest_data ?? "未注明") : "…"}</b>
        </p>
        <p className="quiet">
          预评估，不构成认定结论
          {overview.data && `　截至 ${moment(overview.data.notice.known_at)} 入库`}
        </p>
        <Link to="/" className="wall-back">
          返回
        </Link>
      </header>
      {overview.data ? <Board data={overview.data} /> : overview.isError ? <Problem error={overview.error} onRetry={() => void overview.refetch()} /> : <Loading what="区域总览" rows={12} />}
      {overview.data && overview.isError && (
        <p className="wall-stale" role="alert">
          连不上服务，显示的是 {moment(new Date(overview.dataUpdatedAt).toISOString())} 的数据；恢复后自动更新。
        </p>
      )}
    </main>
  );
}

function Board({ data }: { data: Overview }) {
  const turn = useTurns(TURN_MS);
  const outlines = useQuery(districtsQuery);
  const places = useMemo(
    () =>
      data.districts.flatMap(({ code, name, counts }) =>
        // A code that ends at the city says no district.
        code === null || code.endsWith("00") ? [] : [{ code, name, value: counts.find(({ kind }) => kind === "enterprise")?.subjects ?? 0 }],
      ),
    [data.districts],
  );
  const kinds = data.kinds.filter(({ kind, subjects }) => kind !== "region" && subjects > 0);
  return (
    <div className="wall-board">
      <section className="wall-kinds" aria-label="各类主体数量">
        {kinds.slice(0, 6).map(({ kind, name, subjects, examples }) => (
          <div key={kind} className="wall-tile">
            <span>{name}</span>
            <b className="num">{count(subjects)}</b>
            {examples > 0 ? (
              <small>
                <SampleTag /> {examples === subjects ? "全部" : count(examples)}
              </small>
            ) : (
              <small className="quiet">全部来自数据源</small>
            )}
          </div>
        ))}
      </section>
      <WallFigures figures={data.figures} turn={turn} />
      <section className="wall-map" aria-labelledby="wall-map">
        <h2 id="wall-map">企业分布</h2>
        <p className="wall-places quiet">
          {[...places]
            .sort((a, b) => b.value - a.value)
            .map(({ code, name, value }) => (
              <span key={code}>
                {name} <b className="num">{count(value)}</b>
              </span>
            ))}
        </p>
        {outlines.data !== undefined && places.length > 0 ? (
          <Suspense fallback={null}>
            <DistrictMap outlines={outlines.data} places={places} unit="家企业" fontSize={17} />
          </Suspense>
        ) : (
          <p className="quiet">{outlines.isError ? "没有区县轮廓，画不出图" : "…"}</p>
        )}
      </section>
      <WallProgrammes programmes={data.programmes} turn={turn} examples={data.kinds.some(({ kind, examples }) => kind === "enterprise" && examples > 0)} />
    </div>
  );
}
