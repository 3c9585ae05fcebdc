import { useQuery } from "@tanstack/react-query";
import { Input, Radio, Select } from "antd";
import { useState } from "react";
import type { ParameterChange, PopulationListing, ReportFormat, TemplateInfo } from "../../api/model";
import { programmeQuery, programmesQuery } from "../../api/reads";
import type { Picked } from "../../components/SubjectPicker";
import { SubjectPicker } from "../../components/SubjectPicker";
import { needsOf, purposeOf } from "../../lib/templateNeeds";
import { Dials } from "../programmes/reform/Dials";
import { Writing } from "./Writing";

const FORMATS: readonly (readonly [ReportFormat, string])[] = [
  ["docx", "DOCX（公文格式）"],
  ["xlsx", "XLSX（活的公式）"],
  ["pdf", "PDF"],
];

const LISTINGS: readonly (readonly [PopulationListing, string])[] = [
  ["met", "符合的"],
  ["near", "只差一项的"],
  ["unknown", "待定的"],
  ["unmet", "不符合的"],
];

/** What a template has to be told, and the file that comes of it. */
export function WriteForm({ template }: { template: TemplateInfo }) {
  const needs = needsOf(template);
  const [subject, setSubject] = useState<Picked | null>(null);
  const [programme, setProgramme] = useState<string>();
  const [set, setSet] = useState<ParameterChange[]>([]);
  const [listing, setListing] = useState<PopulationListing>("met");
  const [parameters, setParameters] = useState<Record<string, string>>({});
  const [asOf, setAsOf] = useState("");
  const [format, setFormat] = useState<ReportFormat>("docx");
  const programmes = useQuery({ ...programmesQuery, enabled: needs.programme });
  const detail = useQuery({ ...programmeQuery(programme ?? ""), enabled: needs.reform && programme !== undefined });
  const missing = needs.subject && !subject ? "选一个主体" : needs.programme && !programme ? "选一项政策" : "";
  const given = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value.trim() !== ""));
  return (
    <>
      <section className="panel" aria-labelledby="write">
        <div className="panel-head">
          <h2 id="write">{template.name}</h2>
          <span className="aside">{template.file}</span>
        </div>
        <p className="quiet above">{purposeOf(template)}</p>
        <div className="write-fields">
          {needs.subject && (
            <Field word="主体（必填）">
              <SubjectPicker label="主体" value={subject} onPick={setSubject} />
            </Field>
          )}
          {needs.programme && (
            <Field word="政策（必填）">
              <Select
                aria-label="政策"
                showSearch={{ optionFilterProp: "label" }}
                placeholder="选一项施行中的政策"
                loading={programmes.isPending}
                {...(programme === undefined ? {} : { value: programme })}
                options={(programmes.data?.items ?? []).filter((item) => item.in_force).map((item) => ({ value: item.id, label: item.name }))}
                onChange={(next: string) => {
                  setProgramme(next);
                  setSet([]);
                }}
              />
            </Field>
          )}
          {needs.listing && (
            <Field word="名单">
              <Select aria-label="名单" value={listing} options={LISTINGS.map(([value, label]) => ({ value, label }))} onChange={setListing} />
            </Field>
          )}
          {template.parameters.map(({ name, description, default: standard }) => (
            <Field key={name} word={name} more={description}>
              <Input
                aria-label={name}
                placeholder={standard ? `不填时是 ${standard}` : "可不填"}
                value={parameters[name] ?? ""}
                onChange={(event) => setParameters({ ...parameters, [name]: event.target.value })}
              />
            </Field>
          ))}
          <Field word="评估日" more="按这一天的规定和事实；不填是今天">
            <Input aria-label="评估日" type="date" value={asOf} onChange={(event) => setAsOf(event.target.value)} />
          </Field>
          <fieldset className="field write-format">
            <legend className="field-name">格式</legend>
            <Radio.Group value={format} options={FORMATS.map(([value, label]) => ({ value, label }))} onChange={(event) => setFormat(event.target.value as ReportFormat)} />
          </fieldset>
        </div>
        <Writing
          missing={missing}
          name={[template.name, subject?.name].filter(Boolean).join("-")}
          order={{
            template: template.id,
            format,
            parameters: given,
            ...(subject ? { subject: subject.id, kind: subject.kind } : {}),
            ...(programme ? { programme } : {}),
            ...(needs.listing ? { listing } : {}),
            ...(needs.reform && set.length > 0 ? { set } : {}),
            ...(asOf ? { as_of: asOf } : {}),
          }}
        />
      </section>
      {needs.reform && detail.data && (
        <div className="result">
          <Dials programme={detail.data} set={set} onSet={setSet} />
        </div>
      )}
    </>
  );
}

function Field({ word, more, children }: { word: string; more?: string; children: React.ReactNode }) {
  return (
    <label className="field">
      <span className="field-name">
        {word}
        {more && <small className="quiet">{more}</small>}
      </span>
      {children}
    </label>
  );
}
