import { PrinterOutlined } from "@ant-design/icons";
import { Button, Tabs } from "antd";
import { useMemo, useState } from "react";
import type { ReportReading } from "../../api/model";
import { count } from "../../lib/format";
import type { ReportPart, ReportsSearch } from "../../lib/reportsSearch";
import { REPORT_PARTS } from "../../lib/reportsSearch";
import type { Quoted } from "../../lib/reportText";
import { reportText } from "../../lib/reportText";
import { FigureTable } from "./FigureTable";
import { FindingList } from "./FindingList";
import { MeasureList } from "./MeasureList";
import type { ChangeSearch } from "./ReportsPage";
import { TextPane } from "./TextPane";

type Props = { reading: ReportReading; name: string; search: ReportsSearch; onChange: ChangeSearch };

/** What a part of the reading hands to the text: which of its items is looked at, and where it stands. */
export type Shown = { key: string; quoted: Quoted } | null;

const WORDS: Record<ReportPart, string> = { findings: "发现的问题", figures: "数字", measures: "举措" };

/** A report that was read: findings, figures, measures; beside them its text with the place that is looked at. */
export function Reading({ reading, name, search, onChange }: Props) {
  const [shown, setShown] = useState<Shown>(null);
  const text = useMemo(() => reportText(reading.text ?? ""), [reading.text]);
  const part = search.part ?? "findings";
  const children: Record<ReportPart, React.ReactNode> = {
    findings: <FindingList findings={reading.findings} shown={shown?.key} onShow={setShown} />,
    figures: (
      <FigureTable figures={reading.figures} text={text} name={name} search={search} onChange={onChange} shown={shown?.key} onShow={setShown} />
    ),
    measures: <MeasureList measures={reading.measures} shown={shown?.key} onShow={setShown} />,
  };
  return (
    <div className="report-reading">
      <section className="panel report-parts" aria-label="读出的内容">
        <h2 className="print-only">{name}</h2>
        <Button className="report-print no-print" icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
          打印
        </Button>
        <Tabs
          activeKey={part}
          onChange={(key) => onChange({ part: REPORT_PARTS.find((known) => known === key) })}
          items={REPORT_PARTS.map((key) => ({
            key,
            label: `${WORDS[key]} ${count(reading[key].length)}`,
            children: (
              <>
                <h3 className="print-only">
                  {WORDS[key]} {count(reading[key].length)}
                </h3>
                {children[key]}
              </>
            ),
            // On paper all parts follow one another.
            forceRender: true,
          }))}
        />
      </section>
      <TextPane text={text} name={name} findings={reading.findings} shown={shown} onShow={setShown} />
    </div>
  );
}
