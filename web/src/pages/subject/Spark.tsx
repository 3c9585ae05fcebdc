import type { AttributeFacts } from "../../api/model";
import { segments } from "../../lib/spark";

const WIDTH = 84;
const HEIGHT = 22;

/** The direction of a row at a glance; the numbers stand beside it, so it is hidden from screen readers. */
export function Spark({ attribute, years }: { attribute: AttributeFacts; years: readonly number[] }) {
  const values = years.map((year) => {
    const text = attribute.years.find((fact) => fact.year === year)?.value?.value;
    const value = Number(text);
    return text === undefined || !Number.isFinite(value) ? null : value;
  });
  const lines = segments(values, WIDTH, HEIGHT, 3);
  const last = lines.at(-1)?.at(-1);
  return (
    <svg className="spark" width={WIDTH} height={HEIGHT} aria-hidden>
      {lines.map((points, index) => (
        <polyline key={index} points={points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")} />
      ))}
      {last && <circle cx={last.x} cy={last.y} r={2.2} />}
    </svg>
  );
}
