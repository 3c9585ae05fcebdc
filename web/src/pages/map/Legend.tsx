import { SourceLine } from "../../components/SourceLine";
import { quantity } from "../../lib/format";
import { type Step, UNTOLD } from "../../lib/shades";
import type { Told } from "./useMapScene";

/** Figures of a legend: more would be noise. */
const DIGITS = 3;

function range({ from, to }: Step, unit: string): string {
  const said = (value: number) => quantity(String(Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS))), unit);
  return from === to ? said(from) : `${said(from)}—${said(to)}`;
}

/** What the shades stand for, what the figures rest on, and where they came from. */
export function Legend({ told }: { told: Told }) {
  return (
    <div className="map-legend">
      <b>{told.title}</b>
      <ul className="legend-steps">
        {told.steps.map((step) => (
          <li key={step.colour}>
            <span style={{ background: step.colour }} aria-hidden />
            {range(step, told.unit)}
          </li>
        ))}
        <li>
          <span style={{ background: UNTOLD }} aria-hidden />
          未知
        </li>
      </ul>
      {told.notes.map((note) => (
        <p key={note} className="quiet small">
          {note}
        </p>
      ))}
      {told.sources.length > 0 && (
        <p className="quiet small">
          来源：
          {told.sources.slice(0, 3).map((source) => (
            <SourceLine key={source.id} source={source} />
          ))}
          {told.sources.length > 3 && ` 等 ${told.sources.length} 个`}
        </p>
      )}
    </div>
  );
}
