import { PrinterOutlined } from "@ant-design/icons";
import type { UseQueryResult } from "@tanstack/react-query";
import { useQuery } from "@tanstack/react-query";
import { useMatch, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import type { AssessmentSet, Profile } from "../../api/model";
import { assessmentsQuery, metaQuery, profileQuery } from "../../api/reads";
import { KindLink } from "../../components/KindLink";
import { Page } from "../../components/Page";
import { Query } from "../../components/Query";
import { SampleTag } from "../../components/SampleTag";
import { isSilent } from "../../lib/facts";
import { Answers } from "./Answers";
import { BestBundle } from "./BestBundle";
import { CultivationPath } from "./CultivationPath";
import { FactGroup } from "./FactGroup";
import { Identity } from "./Identity";
import { Judgements } from "./Judgements";
import { Relations } from "./Relations";
import { SilentGroups } from "./SilentGroups";
import { Similar } from "./Similar";
import { SourceTable } from "./SourceTable";
import { Standing } from "./Standing";
import { TitleTimeline } from "./TitleTimeline";
import { YearCharts } from "./YearCharts";

/** One subject: who it is, what it qualifies for and why, and every fact with its source. */
export function SubjectPage() {
  const { staticData } = useMatch({ strict: false });
  const { id = "", kind: addressed } = useParams({ strict: false });
  const kind = staticData.kind ?? addressed ?? "enterprise";
  const profile = useQuery(profileQuery(kind, id));
  const answers = useQuery({ ...assessmentsQuery(kind, id), enabled: kind === "enterprise" });
  const meta = useQuery(metaQuery);
  const listed = meta.data?.kinds.find((known) => known.id === kind)?.name;
  const subject = profile.data;

  return (
    <Page
      title={
        <>
          {subject?.name ?? "…"}
          {subject?.example && <SampleTag />}
        </>
      }
      tab={subject?.name ?? listed ?? ""}
      lead={listed && <KindLink kind={kind}>‹ 返回{listed}列表</KindLink>}
      notice={subject?.notice}
      actions={
        <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()} disabled={!subject}>
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
      {answers && <Standing query={answers} />}
      <YearCharts profile={profile} />
      {answers && <Answers query={answers} kind={profile.kind} id={profile.id} />}
      <TitleTimeline profile={profile} />
      {answers && <CultivationPath kind={profile.kind} id={profile.id} />}
      {answers && <BestBundle kind={profile.kind} id={profile.id} />}
      {answers && <Similar kind={profile.kind} id={profile.id} />}
      <Judgements kind={profile.kind} id={profile.id} />
      <Relations kind={profile.kind} id={profile.id} name={profile.name} />
      {told.map((group) => (
        <FactGroup key={group.name} group={group} sources={profile.sources} />
      ))}
      <SilentGroups groups={profile.groups.filter(isSilent)} />
      <SourceTable sources={profile.sources} />
    </>
  );
}
