// Weights of an index as people move them: what a slider shows, what it means in the index, and how an address keeps it.

/** Weights in place of those of the framework, by node. */
export type Weights = Record<string, number>;

export type WeightedNode = {
  id: string;
  parent: string | null;
  children: string[];
  weight: number;
  missing: boolean;
};

/** A slider reaches this many times the greatest given weight among siblings. */
const REACH = 2;

export const weightOf = (node: WeightedNode, weights: Weights): number => weights[node.id] ?? node.weight;

const byId = <T extends WeightedNode>(nodes: readonly T[]) => new Map(nodes.map((node) => [node.id, node]));

/** Nodes that take no part: indicators without data, and groups of which no part has any. */
export function absent(nodes: readonly WeightedNode[]): Set<string> {
  const out = new Set<string>();
  // Children stand before their parents.
  for (const node of nodes) {
    const gone = node.children.length === 0 ? node.missing : node.children.every((child) => out.has(child));
    if (gone) out.add(node.id);
  }
  return out;
}

/** Each node's share in the whole index: the product of shares up to the root; nothing for what takes no part. */
export function effective(nodes: readonly WeightedNode[], weights: Weights): Map<string, number> {
  const known = byId(nodes);
  const out = absent(nodes);
  const shares = new Map<string, number>();
  for (const node of [...nodes].reverse()) {
    if (node.parent === null) {
      shares.set(node.id, 1);
      continue;
    }
    if (out.has(node.id)) continue;
    const siblings = (known.get(node.parent)?.children ?? []).filter((id) => !out.has(id));
    const sum = siblings.reduce((total, id) => total + weightOf(known.get(id) ?? node, weights), 0);
    const above = shares.get(node.parent) ?? 0;
    shares.set(node.id, sum > 0 ? (weightOf(node, weights) / sum) * above : 0);
  }
  return shares;
}

/** Where a slider ends, and its step: a fiftieth of the way. */
export function reach(node: WeightedNode, nodes: readonly WeightedNode[]): { max: number; step: number } {
  const known = byId(nodes);
  const siblings = (node.parent ? known.get(node.parent)?.children : undefined) ?? [node.id];
  const greatest = Math.max(...siblings.map((id) => known.get(id)?.weight ?? 0), Number.MIN_VALUE);
  const max = REACH * greatest;
  return { max, step: max / 50 };
}

/** The weights with one moved; a weight moved back to the given one is no change, and a group never loses all of its weight. */
export function moved(nodes: readonly WeightedNode[], weights: Weights, id: string, value: number): Weights {
  const node = nodes.find((candidate) => candidate.id === id);
  if (!node) return weights;
  const next = { ...weights };
  if (Math.abs(value - node.weight) < 1e-9) delete next[id];
  else next[id] = Number(value.toPrecision(6));
  const out = absent(nodes);
  const siblings = nodes.filter((other) => other.parent === node.parent && !out.has(other.id));
  const left = siblings.reduce((total, other) => total + weightOf(other, next), 0);
  return left > 0 ? next : weights;
}

/** `投入:2,知识:0.5`: short enough for an address. */
export function writeWeights(weights: Weights): string | undefined {
  const text = Object.entries(weights)
    .map(([id, weight]) => `${encodeURIComponent(id)}:${weight}`)
    .join(",");
  return text === "" ? undefined : text;
}

/** Reads the address; what names no node or no weight is dropped, so that an old link still opens. */
export function readWeights(text: string | undefined, nodes: readonly WeightedNode[]): Weights {
  const known = byId(nodes);
  const weights: Weights = {};
  for (const part of (text ?? "").split(",")) {
    const at = part.lastIndexOf(":");
    if (at <= 0) continue;
    let id = "";
    try {
      id = decodeURIComponent(part.slice(0, at));
    } catch {
      continue;
    }
    const weight = Number(part.slice(at + 1));
    if (known.has(id) && part.slice(at + 1).trim() !== "" && Number.isFinite(weight) && weight >= 0 && weight <= 1e9) {
      weights[id] = weight;
    }
  }
  return weights;
}
