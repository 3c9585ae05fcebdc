import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { ProgrammeSearch } from "../../lib/programmeSearch";
import { readProgrammeSearch } from "../../lib/programmeSearch";

/** Undefined takes a part out of the address. */
export type Change = { [K in keyof ProgrammeSearch]?: ProgrammeSearch[K] | undefined };

/** What the address says, and the way to say otherwise; the page stays where it is. */
export function useProgrammeSearch(): [ProgrammeSearch, (change: Change) => void] {
  const { id = "" } = useParams({ strict: false });
  const search = readProgrammeSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const change = (next: Change) =>
    void navigate({
      to: "/programmes/$id",
      params: { id },
      search: readProgrammeSearch({ ...search, ...next }),
      replace: true,
      resetScroll: false,
    });
  return [search, change];
}
