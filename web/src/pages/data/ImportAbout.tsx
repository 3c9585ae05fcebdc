import { Input, Select } from "antd";
import type { ImportFields } from "../../api/actions";
import type { KindDetail, Meta } from "../../api/model";
import { wordFor } from "../../language/translate";

/** What is said about a table besides the table itself. */
export type About = Omit<ImportFields, "file" | "mapping">;

/** As the vocabulary knows them: how a yearly figure was arrived at. */
const BASES = ["审计", "汇算", "统计", "自报", "预计"];

type Props = { about: About; kinds: Meta["kinds"]; attributes: KindDetail | undefined; onTell: (change: Partial<About>) => void };

/** Whom a table is about, and whose word it is. */
export function ImportAbout({ about, kinds, attributes, onTell }: Props) {
  const lists = (attributes?.groups ?? []).flatMap((group) => group.attributes).filter((attribute) => attribute.type === "list");
  return (
    <div className="import-fields">
      <Labelled word="主体类型">
        <Select
          aria-label="主体类型"
          showSearch={{ optionFilterProp: "label" }}
          value={about.kind}
          options={kinds.map((kind) => ({ value: kind.id, label: kind.name }))}
          onChange={(kind: string) => onTell({ kind, list: "" })}
        />
      </Labelled>
      <Labelled word="表中内容">
        <Select
          aria-label="表中内容"
          value={about.list ?? ""}
          options={[{ value: "", label: "一行一个主体" }, ...lists.map(({ name }) => ({ value: name, label: `${name}（一行一条）` }))]}
          onChange={(list: string) => onTell({ list })}
        />
      </Labelled>
      <Labelled word="来源名称（必填）">
        <Input aria-label="来源名称" placeholder="如 税务局 2024 汇算" value={about.source} onChange={(event) => onTell({ source: event.target.value })} />
      </Labelled>
      <Labelled word="提供部门">
        <Input aria-label="提供部门" placeholder="如 税务局" value={about.department ?? ""} onChange={(event) => onTell({ department: event.target.value })} />
      </Labelled>
      <Labelled word="口径">
        <Select
          aria-label="口径"
          allowClear
          placeholder="未注明"
          {...(about.basis ? { value: about.basis } : {})}
          options={BASES.map((basis) => ({ value: basis, label: wordFor(basis) }))}
          onChange={(basis?: string) => onTell({ basis: basis ?? "" })}
        />
      </Labelled>
      <Labelled word="提供日期">
        <Input aria-label="提供日期" placeholder="如 2026-06-30" value={about.delivered ?? ""} onChange={(event) => onTell({ delivered: event.target.value })} />
      </Labelled>
    </div>
  );
}

function Labelled({ word, children }: { word: string; children: React.ReactNode }) {
  return (
    <label className="field">
      <span className="field-name">{word}</span>
      {children}
    </label>
  );
}
