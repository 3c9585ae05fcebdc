import { useQuery } from "@tanstack/react-query";
import { metaQuery, overviewQuery } from "../../api/reads";
import { KindLink } from "../../components/KindLink";
import { Page } from "../../components/Page";
import { Query } from "../../components/Query";
import { ScrollX } from "../../components/ScrollX";
import { TemplateLink } from "../../components/TemplateLink";
import { count } from "../../lib/format";

/** Every kind of subject and resource: how many there are, its list, and the template that brings in more. */
export function ResourcesPage() {
  const overview = useQuery(overviewQuery);
  const meta = useQuery(metaQuery);
  return (
    <Page
      title="资源"
      lead="企业、成果、需求、专家、仪器、空间、基金等各类主体与资源；下载模板填好后，到“数据”页导入。"
      notice={overview.data?.notice}
    >
      <Query query={overview} what="各类资源" rows={8}>
        {({ kinds }) => (
          <section className="panel" aria-label="各类资源">
            <ScrollX label="各类资源的表">
              <table className="plain-table narrow">
                <thead>
                  <tr>
                    <th scope="col">类别</th>
                    <th scope="col" className="right">
                      数量
                    </th>
                    <th scope="col">导入模板</th>
                  </tr>
                </thead>
                <tbody>
                  {(meta.data?.kinds ?? []).map((kind) => {
                    const counted = kinds.find((own) => own.kind === kind.id);
                    return (
                      <tr key={kind.id}>
                        <th scope="row">
                          <KindLink kind={kind.id}>{kind.name}</KindLink>
                        </th>
                        <td className="right num">{counted ? count(counted.subjects) : "—"}</td>
                        <td>
                          <TemplateLink kind={kind.id}>
                            <span className="visually-hidden">{kind.name}</span>模板
                          </TemplateLink>
                        </td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </ScrollX>
          </section>
        )}
      </Query>
    </Page>
  );
}
