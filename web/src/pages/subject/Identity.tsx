import type { Profile } from "../../api/model";
import { FactState } from "../../components/FactState";

const unknown = <FactState state="unknown" />;

/** The line by which one recognises the subject. */
export function Identity({ profile }: { profile: Profile }) {
  const born = profile.groups
    .flatMap((group) => group.attributes)
    .find((attribute) => attribute.name === "成立日期");
  return (
    <section className="panel" aria-label="基本信息">
      <dl className="identity">
        <div>
          <dt>{profile.kind === "enterprise" ? "统一社会信用代码" : "代码"}</dt>
          <dd className="mono">{profile.code ?? unknown}</dd>
        </div>
        <div>
          <dt>区县</dt>
          <dd>{profile.district?.name ?? unknown}</dd>
        </div>
        {profile.kind === "enterprise" && (
          <div>
            <dt>行业</dt>
            <dd>{profile.industry ? `${profile.industry.name}（${profile.industry.code}）` : unknown}</dd>
          </div>
        )}
        {born && (
          <div>
            <dt>成立日期</dt>
            <dd className="num">{born.value?.text ?? <FactState state={born.state} />}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
