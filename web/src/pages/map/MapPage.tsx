import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import type { MapInfo } from "../../api/model";
import { districtsQuery, mapQuery } from "../../api/reads";
import { Page } from "../../components/Page";
import { Problem } from "../../components/Problem";
import { Query } from "../../components/Query";
import { readOutlines, type Outline } from "../../lib/geo";
import { undated } from "../../lib/mapData";
import type { MapSearch } from "../../lib/mapSearch";
import { AreaTable } from "./AreaTable";
import { Controls } from "./Controls";
import { Legend } from "./Legend";
import { MapCanvas } from "./MapCanvas";
import { SelectionPanel } from "./SelectionPanel";
import { useMapActs } from "./useMapActs";
import { shadedOf, useLayers, useRough, useShade } from "./useMapScene";
import { ZonePanel } from "./ZonePanel";

/** 一张图: who is where, districts shaded by any figure, drawn corridors and zones. */
export function MapPage() {
  const info = useQuery(mapQuery);
  const outlines = useQuery(districtsQuery);
  return (
    <Page
      title="一张图"
      lead="主体在哪里、各区县有多少、按任何一个数着色。只知到区县的主体按区县计数，不画成点。"
      notice={info.data?.notice}
    >
      <Query query={info} what="地图" rows={12}>
        {(told) => (
          <Query query={outlines} what="区县轮廓" rows={12}>
            {(shapes) => <Board info={told} geojson={shapes} />}
          </Query>
        )}
      </Query>
    </Page>
  );
}

function Board({ info, geojson }: { info: MapInfo; geojson: unknown }) {
  const search = useSearch({ strict: false }) as MapSearch;
  const navigate = useNavigate();
  const change = (part: Partial<MapSearch>) =>
    void navigate({ to: "/map", search: (before: MapSearch) => ({ ...before, ...part }), replace: true, resetScroll: false });
  const outlines = useMemo<Outline[]>(() => readOutlines(geojson), [geojson]);
  const { layers, raw, loading, error } = useLayers(info, search);
  const rough = useRough(layers);
  const shade = useShade(info, search, layers);
  const shaded = useMemo(() => shadedOf(shade.told, outlines), [shade.told, outlines]);
  const acts = useMapActs(info, layers, search, change);
  const names = useMemo(() => new Map(info.layers.map(({ kind, name }) => [kind, name])), [info]);
  const precise = layers.reduce((sum, { subjects }) => sum + subjects.filter(({ spot }) => spot !== null).length, 0);
  const heat = search.view === "heat";
  const shown = useMemo(() => (search.view === "none" ? [] : layers), [search.view, layers]);
  const scene = {
    outlines,
    layers: shown,
    shaded,
    rough: search.view === undefined ? rough : NO_BADGES,
    heat,
    zones: acts.zones,
    editing: acts.editing,
    drawing: acts.drawing,
    selected: search.district ?? null,
    tiles: info.tiles,
  };

  if (outlines.length === 0) {
    return (
      <section className="panel">
        <h2>还没有区县轮廓</h2>
        <p className="quiet">
          把区县边界（WGS-84 的 GeoJSON，每个图形有 code 和 name）存成数据目录里的 districts.geojson，并在 region.yaml 写明本区域的 code，再打开本页。
        </p>
      </section>
    );
  }
  return (
    <>
      {error !== null && <Problem error={error} />}
      {shade.error && <Problem error={shade.error} />}
      <section className="panel map-board" aria-label="地图" aria-busy={loading || shade.loading}>
        <Controls info={info} search={search} change={change} undated={raw.reduce((sum, layer) => sum + undated(layer), 0)} precise={precise} rough={rough} />
        <div className="map-side">
          <MapCanvas scene={scene} acts={acts} svg={search.draw === "svg"} />
          {heat && precise === 0 && (
            <p className="map-over" role="status">
              没有精确到点位或街道的主体，热力图画不出来：请改用“区县着色”。
            </p>
          )}
          {shade.told && <Legend told={shade.told} />}
        </div>
      </section>
      <section className="panel" aria-labelledby="areas-title">
        <div className="panel-head">
          <h2 id="areas-title">数据表</h2>
          <span className="aside">与图相同的内容；点区县列出那里的主体</span>
        </div>
        <AreaTable info={info} layers={layers} told={shade.told} search={search} />
      </section>
      <SelectionPanel selection={acts.selection} names={names} onClear={acts.onClear} />
      <ZonePanel
        zones={acts.zones}
        editing={acts.editing}
        drawing={acts.drawing}
        onZones={acts.onZones}
        onEdit={acts.onEdit}
        onSaved={acts.onSaved}
        onSelect={acts.onSelectZone}
      />
    </>
  );
}

const NO_BADGES: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map();
