import { useEffect, useMemo, useState } from "react";
import type { MapInfo } from "../../api/model";
import { count } from "../../lib/format";
import type { Spot } from "../../lib/geo";
import { type Placed, placeKey, within } from "../../lib/mapData";
import type { MapSearch } from "../../lib/mapSearch";
import type { Zone } from "../../lib/zones";
import type { Acts, Layer } from "./scene";
import type { Selection } from "./SelectionPanel";

const PLACE_WORD: Record<string, string> = { city: "只知在市内的主体", none: "区县未知的主体" };

/** What the user picked and drew. A district is in the address; what was picked on the map or drawn is of this visit only. */
export function useMapActs(info: MapInfo, layers: readonly Layer[], search: MapSearch, change: (part: Partial<MapSearch>) => void) {
  const [picked, setPicked] = useState<Selection | null>(null);
  const [zones, setZones] = useState<Zone[]>([]);
  const [editing, setEditing] = useState<string | null>(null);
  const [drawing, setDrawing] = useState(false);
  const [unsaved, setUnsaved] = useState(false);

  useEffect(() => {
    if (!unsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [unsaved]);

  const { district } = search;
  const ofDistrict = useMemo<Selection | null>(() => {
    if (district === undefined) return null;
    const name = info.districts.find(({ code }) => code === district)?.name;
    const subjects = layers.flatMap((layer) => layer.subjects.filter((own) => placeKey(own) === district));
    const title = PLACE_WORD[district] ?? `${name ?? district}的主体`;
    return { title, subjects, ...(name === undefined ? {} : { district }) };
  }, [district, layers, info]);

  const onZones = (next: Zone[]) => {
    setZones(next);
    setUnsaved(next.length > 0);
  };
  // By what there is when it happens: two quick clicks may come before the page is drawn again.
  const edit = (change: (zone: Zone) => Zone) => {
    setZones((before) => before.map((zone) => (zone.id === editing ? change(zone) : zone)));
    setUnsaved(true);
  };
  const acts: Acts = {
    onDistrict: (code) => {
      setPicked(null);
      change({ district: code === district ? undefined : code });
    },
    onSubjects: (subjects: readonly Placed[], title: string) => setPicked({ title, subjects }),
    onSpot: (spot: Spot) => edit((zone) => ({ ...zone, spots: [...zone.spots, spot] })),
    onMoveSpot: (at: number, spot: Spot) =>
      edit((zone) => ({ ...zone, spots: zone.spots.map((own, index) => (index === at ? spot : own)) })),
  };
  return {
    ...acts,
    zones,
    editing,
    drawing,
    selection: picked ?? ofDistrict,
    onClear: () => {
      setPicked(null);
      change({ district: undefined });
    },
    onZones,
    onEdit: (id: string | null, draws: boolean) => {
      setEditing(id);
      setDrawing(draws);
    },
    onSaved: () => setUnsaved(false),
    onSelectZone: (zone: Zone) => {
      const { inside, rough } = within(layers.flatMap(({ subjects }) => subjects), zone.spots);
      const note = rough > 0 ? `另有 ${count(rough)} 个主体只知到区县或更粗，不能判断是否在“${zone.name}”里。` : undefined;
      setPicked({ title: `${zone.name}里的主体`, subjects: inside, ...(note === undefined ? {} : { note }) });
    },
  };
}
