/** What the page of SQL shows: the statement that was run. */
export type SqlSearch = { sql?: string };

/** A longer statement does not fit into an address that every program takes. */
export const MAX_ADDRESS_CHARS = 4000;

export function readSqlSearch(raw: Record<string, unknown>): SqlSearch {
  const sql = raw["sql"];
  return typeof sql === "string" && sql.trim() !== "" && sql.length <= MAX_ADDRESS_CHARS ? { sql } : {};
}

/** A statement to begin with for each question that analysts ask first. */
export const EXAMPLES: readonly { name: string; sql: string }[] = [
  {
    name: "各区县的企业数与收入",
    sql: "SELECT 行政区划, count(*) AS 家数, sum(营业收入_2024) / 100.0 AS 收入元\nFROM 企业\nGROUP BY 行政区划\nORDER BY 家数 DESC",
  },
  {
    name: "研发强度最高的企业",
    sql: "SELECT 名称, 研发费用_2024 * 1.0 / NULLIF(营业收入_2024, 0) AS 研发强度\nFROM 企业\nWHERE 研发费用_2024 IS NOT NULL\nORDER BY 研发强度 DESC NULLS LAST\nLIMIT 50",
  },
  {
    name: "每类知识产权有多少",
    sql: "SELECT 类型, count(*) AS 件数\nFROM 企业__知识产权\nGROUP BY 类型\nORDER BY 件数 DESC",
  },
];
