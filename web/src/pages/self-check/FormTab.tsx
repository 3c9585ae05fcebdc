import { DownloadOutlined, FolderOpenOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { App, Button, Upload } from "antd";
import type { AttributeInfo } from "../../api/model";
import { kindQuery, metaQuery } from "../../api/reads";
import { Query } from "../../components/Query";
import { download } from "../../lib/download";
import type { Sheet } from "../../lib/factsText";
import { EMPTY_SHEET, fromYaml, toFacts, toYaml } from "../../lib/factsText";
import { askedYears, sections } from "../../lib/questions";
import { FactSection } from "./FactSection";
import { NextQuestions } from "./NextQuestions";

type Props = {
  sheet: Sheet;
  onChange: (sheet: Sheet) => void;
  busy: boolean;
  onAssess: (facts: Record<string, unknown>) => void;
  /** The facts last assessed: what to ask next depends on them. */
  assessed: Record<string, unknown> | null;
};

/** The friendly form: what is asked most comes first, the rest folded by group. */
export function FormTab({ sheet, onChange, busy, onAssess, assessed }: Props) {
  const kind = useQuery(kindQuery("enterprise"));
  const meta = useQuery(metaQuery);
  const { message } = App.useApp();

  return (
    <Query query={kind} what="要填的项目" rows={8}>
      {(detail) => {
        const attributes = new Map<string, AttributeInfo>(
          detail.groups.flatMap((group) => group.attributes.map((one) => [one.name, one] as const)),
        );
        const { first, rest } = sections(detail.groups);
        const years = askedYears(meta.data?.notice.as_of ?? detail.notice.as_of);
        const facts = toFacts(sheet, attributes);
        const filled = Object.keys(facts).length;
        const open = async (file: File) => {
          try {
            onChange(fromYaml(await file.text(), attributes));
            void message.success(`已读入 ${file.name}`);
          } catch (error) {
            void message.error(`读不懂 ${file.name}：${error instanceof Error ? error.message : String(error)}`);
          }
        };
        return (
          <form
            className="facts-form"
            onSubmit={(event) => {
              event.preventDefault();
              onAssess(facts);
            }}
          >
            {assessed && <NextQuestions facts={assessed} known={attributes} />}
            <FactSection section={first} years={years} sheet={sheet} onChange={onChange} open />
            {rest.map((section) => (
              <FactSection key={section.name} section={section} years={years} sheet={sheet} onChange={onChange} />
            ))}
            <div className="form-actions">
              <Button type="primary" htmlType="submit" loading={busy} disabled={filled === 0}>
                开始自测
              </Button>
              <span className="quiet">{filled === 0 ? "至少填写一项" : `已填 ${filled} 项`}</span>
              <span className="spacer" />
              <Upload
                accept=".yaml,.yml,.json"
                showUploadList={false}
                beforeUpload={(file) => {
                  void open(file);
                  return false;
                }}
              >
                <Button icon={<FolderOpenOutlined />}>打开事实文件</Button>
              </Upload>
              <Button
                icon={<DownloadOutlined />}
                disabled={filled === 0}
                onClick={() => download(new Blob([toYaml(facts)], { type: "text/yaml" }), "企业事实.yaml")}
              >
                下载事实文件
              </Button>
              <Button type="text" disabled={filled === 0} onClick={() => onChange(EMPTY_SHEET)}>
                清空
              </Button>
            </div>
          </form>
        );
      }}
    </Query>
  );
}
