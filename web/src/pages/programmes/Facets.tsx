import type { ProgrammeSummary } from "../../api/model";
import type { FacetKey, ProgrammesSearch } from "../../lib/programmeList";
import { wordFor } from "../../language/translate";
import { FACETS, facetCounts } from "../../lib/programmeList";

type Props = {
  items: readonly ProgrammeSummary[];
  search: ProgrammesSearch;
  kinds: ReadonlyMap<string, string>;
  onPick: (facet: FacetKey, value: string | undefined) => void;
};

/** A row of choices for each facet, each with how many programmes it would leave. */
export function Facets({ items, search, kinds, onPick }: Props) {
  return (
    <div className="facets">
      {FACETS.map(([facet, word]) => (
        <div key={facet} className="facet" role="group" aria-label={word}>
          <span className="facet-word">{word}</span>
          <span className="facet-values">
            {facetCounts(items, search, facet).map(([value, n]) => {
              const picked = search[facet] === value;
              return (
                <button
                  key={value}
                  type="button"
                  className="facet-value"
                  aria-pressed={picked}
                  disabled={n === 0 && !picked}
                  onClick={() => onPick(facet, picked ? undefined : value)}
                >
                  {facet === "kind" ? (kinds.get(value) ?? value) : wordFor(value)} <span className="num">{n}</span>
                </button>
              );
            })}
          </span>
        </div>
      ))}
    </div>
  );
}
