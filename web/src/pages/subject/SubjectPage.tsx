import { PrinterOutlined } from "@ant-design/icons";
import type { UseQueryResult } from "@tanstack/react-query";
import { useQuery } from "@tanstack/react-query";
import { Link, useMatch, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import type { AssessmentSet, Profile } from "../../api/model";
import { assessmentsQuery, profileQuery } from "../../api/reads";
import { Page } from "../../components/Page";
import { Query } from "../../components/Query";
import { SampleTag } from "../../components/SampleTag";
import { isSilent } from "../../lib/facts";
import { KIND_PAGES } from "../../lib/kinds";
import { Answers } from "./Answers";
import { BestBundle } from "./BestBundle";
import { CultivationPath } from "./CultivationPath";
import { FactGroup } from "./FactGroup";
import { Identity } from "./Identity";
import { SilentGroups } from "./SilentGroups";
import { SourceTable } from "./SourceTable";

/** One subject: who it is, what it qualifies for and why, and every fact with its source. */
export function SubjectPage() {
  const { staticData } = useMatch({ strict: false });
  const kind = staticData.kind ?? "enterprise";
  const { id = "" } = useParams({ strict: false });
  const profile = useQuery(profileQuery(kind, id));
  const answers = useQuery({ ...assessmentsQuery(kind, id), enabled: kind === "enterprise" });
  const list = KIND_PAGES[kind];
  const subject = profile.data;

  return (
    <Page
      title={
        <>
          {subject?.name ?? "…"}
          {subject?.example && <SampleTag />}
        </>
      }
      tab={subject?.name ?? list?.name ?? ""}
      lead={list && <Link to={list.path}>‹ 返回{list.name}列表</Link>}
      notice={subject?.notice}
      actions={
        <Button icon={<PrinterOutlined />} onClick={() => window.print()} disabled={!subject}>
          打印
        </Button>
      }
    >
      <Query query={profile} what="主体档案" rows={6}>
        {(data) => <Body profile={data} answers={kind === "enterprise" ? answers : null} />}
      </Query>
    </Page>
  );
}

type BodyProps = { profile: Profile; answers: UseQueryResult<AssessmentSet> | null };

function Body({ profile, answers }: BodyProps) {
  const told = profile.groups.filter((group) => !isSilent(group));
  return (
    <>
      <Identity profile={profile} />
      {answers && <Answers query={answers} />}
      {answers && <CultivationPath kind={profile.kind} id={profile.id} />}
      {answers && <BestBundle kind={profile.kind} id={profile.id} />}
      {told.map((group) => (
        <FactGroup key={group.name} group={group} sources={profile.sources} />
      ))}
      <SilentGroups groups={profile.groups.filter(isSilent)} />
      <SourceTable sources={profile.sources} />
    </>
  );
}
