import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { templatesQuery } from "../../api/reports";
import { Query } from "../../components/Query";
import type { ReportsSearch } from "../../lib/reportsSearch";
import { purposeOf } from "../../lib/templateNeeds";
import type { ChangeSearch } from "./ReportsPage";
import { WriteForm } from "./WriteForm";

/** Templates to choose from, and a form for what the chosen one has to be told. */
export function WriteView({ search, onChange }: { search: ReportsSearch; onChange: ChangeSearch }) {
  const templates = useQuery(templatesQuery);
  return (
    <Query query={templates} what="模板" rows={8}>
      {({ items, broken }) => {
        const chosen = items.find(({ id }) => id === search.template) ?? items[0];
        return (
          <div className="write-page">
            <section className="panel" aria-labelledby="templates">
              <h2 id="templates">模板</h2>
              <ul className="template-list">
                {items.map((template) => (
                  <li key={template.id}>
                    <button type="button" aria-pressed={template.id === chosen?.id} onClick={() => onChange({ template: template.id })}>
                      <b>{template.name}</b>
                      <span className="quiet small">{purposeOf(template)}</span>
                    </button>
                  </li>
                ))}
              </ul>
              <p className="quiet small">自己的模板放在数据目录的 content/templates/ 里，同编号的替换内置的。写法见说明“写文稿”。</p>
            </section>
            <div>
              {broken.length > 0 && (
                <Alert
                  className="above"
                  type="warning"
                  showIcon
                  title={`有 ${broken.length} 个模板不能使用`}
                  description={
                    <ul className="problem-details">
                      {broken.map((why) => (
                        <li key={why}>{why}</li>
                      ))}
                    </ul>
                  }
                />
              )}
              {chosen ? <WriteForm key={chosen.id} template={chosen} /> : <p className="quiet">没有可用的模板。</p>}
            </div>
          </div>
        );
      }}
    </Query>
  );
}
