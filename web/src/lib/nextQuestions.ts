import type { Answer } from "../api/model";

export const MAX_NEXT_QUESTIONS = 8;

export type NextQuestion = { attribute: string; programmes: string[] };

/**
 * Attributes missing in undecided programmes. Each programme lists its own most decisive first; an attribute counts
 * for more the higher it stands and the more programmes ask for it (1/rank summed).
 */
export function nextQuestions(answers: readonly Answer[]): NextQuestion[] {
  const weight = new Map<string, { weight: number; programmes: Set<string> }>();
  for (const answer of answers) {
    if (answer.status !== "unknown") continue;
    const ranked = [...new Set(answer.missing.map(({ attribute }) => attribute))];
    ranked.forEach((attribute, index) => {
      const entry = weight.get(attribute) ?? { weight: 0, programmes: new Set<string>() };
      entry.weight += 1 / (index + 1);
      entry.programmes.add(answer.name || answer.programme);
      weight.set(attribute, entry);
    });
  }
  return [...weight]
    .sort(([a, x], [b, y]) => y.weight - x.weight || a.localeCompare(b, "zh-CN"))
    .slice(0, MAX_NEXT_QUESTIONS)
    .map(([attribute, { programmes }]) => ({ attribute, programmes: [...programmes] }));
}
