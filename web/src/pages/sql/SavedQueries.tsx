import { DeleteOutlined } from "@ant-design/icons";
import { App, Button, Input, Space } from "antd";
import { useState } from "react";
import { dropQuery, keepQuery, MAX_NAME, readQueries } from "../../lib/savedQueries";
import { EXAMPLES } from "../../lib/sqlSearch";

type Props = { sql: string; onPick: (sql: string) => void };

/** Queries that this browser keeps, and a few to begin with. */
export function SavedQueries({ sql, onPick }: Props) {
  const { message } = App.useApp();
  const [kept, setKept] = useState(() => readQueries(localStorage));
  const [name, setName] = useState("");
  const save = () => {
    if (name.trim() === "" || sql.trim() === "") return;
    if (keepQuery(localStorage, { name, sql })) setName("");
    else void message.error("这个浏览器不让保存（可能是无痕窗口或空间已满）；可以把地址栏里的链接存下来。");
    setKept(readQueries(localStorage));
  };
  return (
    <section className="panel" aria-labelledby="kept">
      <h2 id="kept">保存的查询</h2>
      <Space.Compact className="kept-save">
        <Input aria-label="给这条查询起个名字" placeholder="给左边的查询起个名字" maxLength={MAX_NAME} value={name} onChange={(event) => setName(event.target.value)} onPressEnter={save} />
        <Button disabled={name.trim() === "" || sql.trim() === ""} onClick={save}>
          保存
        </Button>
      </Space.Compact>
      <ul className="kept-list">
        {kept.map((query) => (
          <li key={query.name}>
            <button type="button" className="link-button" title={query.sql} onClick={() => onPick(query.sql)}>
              {query.name}
            </button>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={`删除保存的“${query.name}”`}
              onClick={() => {
                dropQuery(localStorage, query.name);
                setKept(readQueries(localStorage));
              }}
            />
          </li>
        ))}
        {EXAMPLES.map((query) => (
          <li key={query.name}>
            <button type="button" className="link-button" title={query.sql} onClick={() => onPick(query.sql)}>
              {query.name}
            </button>
            <span className="quiet small">例子</span>
          </li>
        ))}
      </ul>
      <p className="quiet small">只存在这个浏览器里。</p>
    </section>
  );
}
