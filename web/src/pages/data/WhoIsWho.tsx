import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Select } from "antd";
import { duplicatesQuery } from "../../api/quality";
import type { Meta } from "../../api/model";
import { Query } from "../../components/Query";
import { Review } from "./Review";

type Props = { kinds: Meta["kinds"]; kind: string; may: boolean; onKind: (kind: string) => void };

/** 谁是谁: pairs of records that may be of one subject, one after the other. */
export function WhoIsWho({ kinds, kind, may, onKind }: Props) {
  const pairs = useQuery(duplicatesQuery(kind));
  const client = useQueryClient();
  return (
    <section className="panel" aria-labelledby="who">
      <div className="panel-head">
        <h2 id="who">可能是同一个的主体</h2>
        <label className="inline-field no-print">
          主体类型
          <Select aria-label="主体类型" className="filter-select" value={kind} options={kinds.map(({ id, name }) => ({ value: id, label: name }))} onChange={onKind} />
        </label>
      </div>
      <Query query={pairs} what="可能重复的主体" rows={10}>
        {(found) =>
          found.pairs.length === 0 ? (
            <p className="quiet">没有可能是同一个的主体；决定过的不再问。太少的主体、太少的事实看不出来。</p>
          ) : (
            <Review
              key={`${kind}|${pairs.dataUpdatedAt}`}
              kind={kind}
              found={found}
              may={may}
              onAgain={() => void client.invalidateQueries({ queryKey: ["duplicates", kind] })}
            />
          )
        }
      </Query>
    </section>
  );
}
