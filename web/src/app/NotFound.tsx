import { Link } from "@tanstack/react-router";
import { Page } from "../components/Page";

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <Page title="没有这个页面" lead="地址可能写错了，或者来自旧的链接。">
      <section className="panel">
        <p>
          可以回到 <Link to="/">区域总览</Link>，或者在 <Link to="/enterprises">企业</Link> 里按名称、统一社会信用代码查找。
        </p>
      </section>
    </Page>
  );
}
