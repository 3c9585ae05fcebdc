import type { AttributeFacts, GroupFacts } from "../api/model";

/** Attributes of a group sorted by how they are best shown. */
export type Arranged = {
  yearly: AttributeFacts[];
  plain: AttributeFacts[];
  lists: AttributeFacts[];
  unknown: AttributeFacts[];
  withheld: AttributeFacts[];
  years: number[];
};

/** A group of which nobody has told us anything. */
export function isSilent(group: Pick<GroupFacts, "attributes">): boolean {
  return group.attributes.every(({ state }) => state === "unknown");
}

/** At most so many years side by side, the latest ones. */
export const MAX_YEARS_SHOWN = 6;

/** What is known is shown in full; what is unknown or withheld is gathered so that it does not drown the rest. */
export function arrange(attributes: readonly AttributeFacts[]): Arranged {
  const of = (state: AttributeFacts["state"]) => attributes.filter((attribute) => attribute.state === state);
  const told = attributes.filter(({ state }) => state === "known" || state === "absent");
  const yearly = told.filter((attribute) => attribute.yearly);
  const lists = told.filter((attribute) => attribute.type === "list");
  const plain = told.filter((attribute) => !attribute.yearly && attribute.type !== "list");
  const years = new Set(
    yearly.flatMap((attribute) => attribute.years.filter((year) => year.state !== "unknown").map(({ year }) => year)),
  );
  return {
    yearly,
    plain,
    lists,
    unknown: of("unknown"),
    withheld: of("withheld"),
    years: [...years].sort((a, b) => a - b).slice(-MAX_YEARS_SHOWN),
  };
}
