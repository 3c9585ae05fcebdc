import { App, Button, Input, Radio, Upload } from "antd";
import { useState } from "react";
import type { Spot } from "../../lib/geo";
import { download } from "../../lib/download";
import { fromGeoJson, LEAST_SPOTS, readSpotLines, toGeoJson, writeSpotLines, type Zone, ZONE_WORD } from "../../lib/zones";

type Props = {
  zones: readonly Zone[];
  editing: string | null;
  drawing: boolean;
  onZones: (zones: Zone[]) => void;
  onEdit: (id: string | null, drawing: boolean) => void;
  onSaved: () => void;
  onSelect: (zone: Zone) => void;
};

/** Corridors and zones: drawn here, kept in a file of the user's own. */
export function ZonePanel({ zones, editing, drawing, onZones, onEdit, onSaved, onSelect }: Props) {
  const { message } = App.useApp();
  const [sort, setSort] = useState<Zone["sort"]>("zone");
  const add = () => {
    const zone: Zone = { id: crypto.randomUUID(), name: `${sort === "zone" ? "片区" : "走廊"} ${zones.length + 1}`, sort, spots: [] };
    onZones([...zones, zone]);
    onEdit(zone.id, true);
  };
  const load = async (file: File) => {
    try {
      const read = fromGeoJson(await file.text());
      onZones([...zones, ...read]);
      void message.success(`读入 ${read.length} 个图形`);
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error), 8);
    }
  };
  const save = () => {
    download(new Blob([JSON.stringify(toGeoJson(zones), null, 1)], { type: "application/geo+json" }), "走廊与片区.geojson");
    onSaved();
  };
  return (
    <section className="panel" aria-labelledby="zones-title">
      <div className="panel-head">
        <h2 id="zones-title">走廊与片区</h2>
        <span className="aside">画在您的浏览器里，存成您自己的文件；服务器不保存</span>
      </div>
      <div className="zone-tools no-print">
        <Radio.Group
          aria-label="画什么"
          value={sort}
          onChange={(event) => setSort(event.target.value as Zone["sort"])}
          options={[
            { value: "zone", label: ZONE_WORD.zone },
            { value: "corridor", label: ZONE_WORD.corridor },
          ]}
        />
        <Button type="primary" onClick={add} disabled={drawing}>
          画一个
        </Button>
        <Upload accept=".geojson,.json" showUploadList={false} beforeUpload={(file) => (void load(file), false)}>
          <Button>读入文件</Button>
        </Upload>
        <Button onClick={save} disabled={toGeoJson(zones).features.length === 0}>
          存成文件
        </Button>
      </div>
      {drawing && (
        <p className="zone-hint" role="status">
          在图上依次点出各个点，点完按“画好了”。也可以不用鼠标：在下面“坐标”里逐行写经纬度。
        </p>
      )}
      {zones.length === 0 && <p className="quiet">还没有图形。例如一条科创走廊（线）、一个合作区（面）。</p>}
      <ul className="zone-list">
        {zones.map((zone) => (
          <ZoneRow
            key={zone.id}
            zone={zone}
            editing={zone.id === editing}
            drawing={drawing && zone.id === editing}
            onChange={(next) => onZones(zones.map((own) => (own.id === next.id ? next : own)))}
            onDelete={() => {
              onZones(zones.filter(({ id }) => id !== zone.id));
              if (zone.id === editing) onEdit(null, false);
            }}
            onEdit={onEdit}
            onSelect={() => onSelect(zone)}
          />
        ))}
      </ul>
    </section>
  );
}

type RowProps = {
  zone: Zone;
  editing: boolean;
  drawing: boolean;
  onChange: (zone: Zone) => void;
  onDelete: () => void;
  onEdit: Props["onEdit"];
  onSelect: () => void;
};

function ZoneRow({ zone, editing, drawing, onChange, onDelete, onEdit, onSelect }: RowProps) {
  const enough = zone.spots.length >= LEAST_SPOTS[zone.sort];
  return (
    <li className={editing ? "zone-row zone-row-open" : "zone-row"}>
      <Input aria-label="名称" value={zone.name} maxLength={60} onChange={(event) => onChange({ ...zone, name: event.target.value })} />
      <span className="quiet num">
        {ZONE_WORD[zone.sort]}，{zone.spots.length} 个点{!enough && `，至少 ${LEAST_SPOTS[zone.sort]} 个`}
      </span>
      <span className="zone-acts">
        {editing ? (
          <Button size="small" type="primary" onClick={() => onEdit(null, false)}>
            画好了
          </Button>
        ) : (
          <Button size="small" onClick={() => onEdit(zone.id, false)}>
            改形状
          </Button>
        )}
        {drawing && (
          <Button size="small" disabled={zone.spots.length === 0} onClick={() => onChange({ ...zone, spots: zone.spots.slice(0, -1) })}>
            退一点
          </Button>
        )}
        {zone.sort === "zone" && enough && !editing && (
          <Button size="small" onClick={onSelect}>
            选出里面的主体
          </Button>
        )}
        <Button size="small" danger onClick={onDelete} aria-label={`删除 ${zone.name}`}>
          删除
        </Button>
      </span>
      {editing && <SpotLines key={zone.spots.length} spots={zone.spots} onSpots={(spots) => onChange({ ...zone, spots })} />}
    </li>
  );
}

function SpotLines({ spots, onSpots }: { spots: readonly Spot[]; onSpots: (spots: Spot[]) => void }) {
  const [text, setText] = useState(() => writeSpotLines(spots));
  const [wrong, setWrong] = useState("");
  const take = () => {
    try {
      onSpots(readSpotLines(text));
      setWrong("");
    } catch (error) {
      setWrong(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <div className="zone-spots">
      <label>
        坐标（每行一个点：经度, 纬度；WGS-84）
        <Input.TextArea rows={4} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <Button size="small" onClick={take}>
        按坐标画
      </Button>
      {wrong && (
        <p role="alert" className="unmet-ink">
          {wrong}
        </p>
      )}
    </div>
  );
}
