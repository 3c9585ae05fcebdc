import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Tag } from "antd";
import { frameworksQuery } from "../../api/indices";
import type { FrameworkSummary } from "../../api/model";
import { Page } from "../../components/Page";
import { Query } from "../../components/Query";

/** 区域指数: the measurement frameworks, shipped and of the region. */
export function IndicesPage() {
  const frameworks = useQuery(frameworksQuery);
  return (
    <Page
      title="区域指数"
      lead="一个地区和别处比怎么样，这有多大把握，什么能改变它。每个框架写明指标、口径、权重和做法；位次一律带区间。"
    >
      <Query query={frameworks} what="指数框架" rows={8}>
        {({ items, broken }) => (
          <>
            {broken.length > 0 && (
              <Alert
                type="warning"
                showIcon
                className="above"
                title={`${broken.length} 处错误，有关的框架没有列出`}
                description={
                  <ul className="problem-details">
                    {broken.map((finding) => (
                      <li key={finding}>{finding}</li>
                    ))}
                  </ul>
                }
              />
            )}
            <ul className="framework-list">
              {items.map((item) => (
                <Framework key={item.id} item={item} />
              ))}
            </ul>
          </>
        )}
      </Query>
    </Page>
  );
}

function Framework({ item }: { item: FrameworkSummary }) {
  const known = item.indicators - item.missing;
  return (
    <li className="panel framework">
      <h2>
        <Link to="/indices/$id" params={{ id: item.id }} search={{}}>
          {item.name}
        </Link>
        {item.example && (
          <Tag className="sample" variant="outlined">
            示例
          </Tag>
        )}
      </h2>
      <p>{item.description}</p>
      <p className="quiet small">
        指标 <span className="num">{item.indicators}</span> 个
        {item.missing > 0 && (
          <>
            （<span className="num">{known}</span> 个有数据来源，<span className="num">{item.missing}</span> 个没有）
          </>
        )}
        ，<span className="num">{item.levels}</span> 层　来源：{item.source || "未注明"}
      </p>
    </li>
  );
}
