// What is asked of a population, and how its answer is read.
import type { ParameterAxis, ParameterChange, Population, PopulationGroup, ProgrammeDetail } from "../api/model";
import type { PopulationInput } from "../api/populations";
import { INDUSTRY_SECTIONS } from "./industries";
import type { Within } from "./programmeSearch";
import { groupName } from "./programmeSearch";

const baseOf = (name: string): string => name.split(":")[0] ?? name;

type Asked = { by: string; within: Within; set?: ParameterChange[]; grid?: ParameterAxis[] };

/**
 * Of one programme: of its family where the version is in force, so that each subject has the version that stands for it.
 * Subjects are counted by what they are chosen by too, which splits no group and brings the names of the codes.
 */
export function orderOf(programme: Pick<ProgrammeDetail, "id" | "family" | "in_force">, asked: Asked): PopulationInput {
  const { by, within, set = [], grid = [] } = asked;
  const chosenBy = Object.keys(within).filter((name) => baseOf(name) !== baseOf(by));
  return {
    programmes: [programme.in_force ? programme.family : programme.id],
    group_by: [by, ...chosenBy],
    within,
    set,
    grid,
  };
}

/** Names of the codes that an answer speaks of. */
export function namesIn(answer: Population | undefined): Record<string, string> {
  const names: Record<string, string> = Object.fromEntries(INDUSTRY_SECTIONS);
  for (const group of answer?.groups ?? []) {
    for (const [attribute, name] of Object.entries(group.names ?? {})) {
      const label = group.key[attribute];
      if (label) names[label] = groupName(attribute, label, name);
    }
  }
  return names;
}

const COUNTS = ["met", "unmet", "unknown", "not_applicable", "near"] as const;

/** All groups of a programme together. A bound that one group does not have the whole does not have. */
export function whole(groups: readonly PopulationGroup[]): PopulationGroup {
  const sum = Object.fromEntries(COUNTS.map((what) => [what, groups.reduce((all, group) => all + group[what], 0)]));
  const amounts = groups.flatMap(({ amount }) => (amount ? [amount] : []));
  const add = (texts: (string | null)[]) => (texts.includes(null) ? null : plus(texts as string[]));
  return {
    key: {},
    programme: groups[0]?.programme ?? "",
    ...(sum as Record<(typeof COUNTS)[number], number>),
    amount:
      amounts.length === 0
        ? null
        : {
            min: add(amounts.map(({ min }) => min)),
            max: add(amounts.map(({ max }) => max)),
            certain: plus(amounts.map(({ certain }) => certain)),
            uncertain: amounts.reduce((all, { uncertain }) => all + uncertain, 0),
            unbounded: amounts.reduce((all, { unbounded }) => all + unbounded, 0),
          },
  };
}

/** Decimal texts of 元 with at most two places, added exactly. */
export function plus(texts: readonly string[]): string {
  const fen = texts.reduce((all, text) => {
    const [, sign = "", yuan = "0", part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
    const value = BigInt(yuan) * 100n + BigInt(part.padEnd(2, "0").slice(0, 2) || "0");
    return sign === "-" ? all - value : all + value;
  }, 0n);
  const size = fen < 0n ? -fen : fen;
  const cents = String(size % 100n).padStart(2, "0").replace(/0+$/, "");
  return `${fen < 0n ? "-" : ""}${size / 100n}${cents === "" ? "" : `.${cents}`}`;
}
