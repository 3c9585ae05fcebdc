// What the charts of the workbench share: who is drawn, in which colour, and the scores of a unit.
import type { FrameworkDetail, FrameworkNode, IndexRun } from "../../api/model";
import type { Ranked } from "../../lib/ranks";
import { PRIMARY } from "../../theme";

/** The unit in focus first; the others far enough apart for eyes that see fewer colours. */
export const LINES = [PRIMARY, "#b45309", "#0f766e", "#9d174d", "#525252"] as const;

export type PanelProps = {
  detail: FrameworkDetail;
  run: IndexRun;
  year: number | null;
  focus: Ranked;
  against: Ranked[];
  source: string;
};

/** The groups directly below the index that take part; where there is only one, or only indicators, the level below. */
export function pillars({ nodes }: FrameworkDetail, run: IndexRun): FrameworkNode[] {
  const taking = (node: FrameworkNode) => run.nodes.find(({ id }) => id === node.id)?.weight != null;
  const below = (parent: FrameworkNode | undefined) =>
    (parent?.children ?? []).flatMap((id) => nodes.find((node) => node.id === id) ?? []).filter(taking);
  const first = below(nodes.find((node) => node.parent === null));
  return first.length > 2 ? first : first.flatMap((node) => (node.children.length > 0 ? below(node) : [node]));
}

/** The score of a unit's node in a year. */
export function scoreOf(run: IndexRun, code: string, year: number | null, node: string): number | null {
  const at = run.nodes.findIndex(({ id }) => id === node);
  return run.units.find((unit) => unit.code === code && unit.year === year)?.scores[at] ?? null;
}

/** The median of what is known. */
export function median(values: readonly (number | null)[]): number | null {
  const known = values.flatMap((value) => (value === null ? [] : [value])).sort((a, b) => a - b);
  const middle = known.length / 2;
  const upper = known[Math.floor(middle)];
  if (upper === undefined) return null;
  return known.length % 2 === 1 ? upper : (upper + (known[middle - 1] ?? upper)) / 2;
}
