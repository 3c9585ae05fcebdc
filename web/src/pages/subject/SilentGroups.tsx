import type { GroupFacts } from "../../api/model";
import { Untold } from "./FactGroup";

/** Headings under which nothing is known yet, together: they should not drown what is. */
export function SilentGroups({ groups }: { groups: readonly GroupFacts[] }) {
  if (groups.length === 0) return null;
  return (
    <section className="panel facts" aria-labelledby="silent">
      <div className="panel-head">
        <h2 id="silent">尚无事实</h2>
        <span className="aside">未知不等于没有：导入相应部门的表后，这里会自动补上</span>
      </div>
      {groups.map((group) => (
        <Untold key={group.name} word={group.name} attributes={group.attributes} />
      ))}
    </section>
  );
}
