/** What the page of a subject shows, in the address: the programme whose answer stands open, with its plan. */
export type SubjectSearch = { programme?: string };

export function readSubjectSearch(raw: Record<string, unknown>): SubjectSearch {
  const programme = raw["programme"];
  return typeof programme === "string" && programme.trim() !== "" ? { programme: programme.trim() } : {};
}
