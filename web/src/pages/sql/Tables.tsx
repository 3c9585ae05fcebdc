import { useQuery } from "@tanstack/react-query";
import { metaQuery } from "../../api/reads";

/** A name of a table is quoted where it is no plain word. */
const quoted = (name: string): string => (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

/** The tables; a click describes one: columns, types, units, meaning. */
export function Tables({ onPick }: { onPick: (sql: string) => void }) {
  const meta = useQuery(metaQuery);
  return (
    <section className="panel" aria-labelledby="tables">
      <h2 id="tables">表</h2>
      <ul className="kept-list">
        {(meta.data?.kinds ?? []).map((kind) => (
          <li key={kind.id}>
            <button type="button" className="link-button" onClick={() => onPick(`DESCRIBE ${quoted(kind.name)}`)}>
              {kind.name}
            </button>
            <span className="quiet small mono">{kind.id}</span>
          </li>
        ))}
      </ul>
      <p className="quiet small">
        列表属性另是一张表，如 企业__知识产权；全部见{" "}
        <button type="button" className="link-button" onClick={() => onPick("SHOW TABLES")}>
          SHOW TABLES
        </button>
      </p>
    </section>
  );
}
