// What a person says of the columns of a table, as the mapping that the import takes (docs/import.md, «映射文件»).
import { stringify } from "yaml";
import type { AttributeInfo, ImportColumn, ImportSheet, KindDetail } from "../api/model";

/** What a person chose for one column. */
export type ColumnChoice =
  | { to: "identity" }
  | { to: "ignore" }
  | { to: "value"; attribute: string; year?: number; unit?: string };

/** By heading; a column that is not there is as the program took it. */
export type Matching = { sheet?: string; columns: Readonly<Record<string, ColumnChoice>> };

export const AS_READ: Matching = { columns: {} };

/** As YAML; empty where nothing was changed. */
export function mappingText({ sheet, columns }: Matching): string {
  const said = Object.entries(columns);
  const identity = said.find(([, choice]) => choice.to === "identity")?.[0];
  const ignored = said.flatMap(([heading, choice]) => (choice.to === "ignore" ? [heading] : []));
  const values = said.flatMap(([heading, choice]) => {
    if (choice.to !== "value") return [];
    const { attribute, year, unit } = choice;
    return [[heading, { attribute, ...(unit ? { unit } : {}), ...(year ? { year } : {}) }] as const];
  });
  const mapping = {
    ...(sheet === undefined ? {} : { sheet }),
    ...(identity === undefined ? {} : { identity }),
    ...(ignored.length === 0 ? {} : { ignore: ignored }),
    ...(values.length === 0 ? {} : { columns: Object.fromEntries(values) }),
  };
  return Object.keys(mapping).length === 0 ? "" : stringify(mapping);
}

/** Says something else of a column, or nothing any more. Only one column says whom a row is about. */
export function choose(matching: Matching, heading: string, choice: ColumnChoice | null): Matching {
  const columns = Object.fromEntries(
    Object.entries(matching.columns).filter(
      ([other, own]) => other !== heading && !(choice?.to === "identity" && own.to === "identity"),
    ),
  );
  return { ...matching, columns: choice === null ? columns : { ...columns, [heading]: choice } };
}

/** Columns with a suggestion that nobody has taken or turned down. */
export function suggested(sheets: readonly ImportSheet[], matching: Matching): { heading: string; attribute: string }[] {
  const open = sheets.flatMap(({ columns }) => columns).filter(({ header, role }) => role === "kept" && !(header in matching.columns));
  const found = open.flatMap(({ header, suggestion }) => (suggestion === null ? [] : [{ heading: header, attribute: suggestion }]));
  // The same heading in several sheets is one choice.
  return [...new Map(found.map((one) => [one.heading, one])).values()];
}

export type Target = { name: string; yearly: boolean; unit: string | null };

/** What columns can be matched to, by group: attributes that are entered, or the fields of the list. */
export function targetsOf(kind: KindDetail, list: string): { group: string; targets: Target[] }[] {
  const all = kind.groups.flatMap((group) => group.attributes);
  const own = all.find((attribute) => attribute.name === list);
  if (own) return [{ group: list, targets: own.fields.map(({ name, unit }) => ({ name, yearly: false, unit })) }];
  const isEntered = ({ derived, type }: AttributeInfo) => derived === null && type !== "list";
  return kind.groups
    .map(({ name, attributes }) => ({
      group: name,
      targets: attributes.filter(isEntered).map((attribute) => ({ name: attribute.name, yearly: attribute.yearly, unit: attribute.unit })),
    }))
    .filter(({ targets }) => targets.length > 0);
}

/** What a column is taken for, in a word, as the choice that says the same. */
export function takenFor({ role, attribute, year, unit }: ImportColumn): ColumnChoice | null {
  if (role === "identity") return { to: "identity" };
  if (role === "ignored") return { to: "ignore" };
  if (role !== "value" || attribute === null) return null;
  return { to: "value", attribute, ...(year === null ? {} : { year }), ...(unit === null ? {} : { unit }) };
}
