import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Input } from "antd";
import { useState } from "react";
import { retireSource } from "../../api/actions";
import type { SourceInfo } from "../../api/model";
import { Problem } from "../../components/Problem";
import { count } from "../../lib/format";

/** Takes a source out of use, for a reason that is kept with it. Asked twice, as every page changes with it. */
export function Retire({ source }: { source: SourceInfo }) {
  const [reason, setReason] = useState("");
  const client = useQueryClient();
  const { modal } = App.useApp();
  const retire = useMutation({ mutationFn: () => retireSource(source.id, reason.trim()), onSuccess: () => client.invalidateQueries() });
  const ask = () =>
    void modal.confirm({
      title: `停用“${source.name}”？`,
      content: `它的 ${count(source.rows)} 行从现在起不再参与任何计算。原件和记录都留着，以前日期的结论不变；同一张表以后可以用“代替”重新收下。`,
      okText: "停用",
      cancelText: "不停用",
      onOk: () => retire.mutateAsync().catch(() => undefined),
    });
  return (
    <div className="retire no-print">
      <Input
        aria-label="停用的理由"
        placeholder="停用的理由，如：报送单位来函撤回"
        value={reason}
        maxLength={200}
        onChange={(event) => setReason(event.target.value)}
        onPressEnter={() => reason.trim() !== "" && ask()}
      />
      <Button danger disabled={reason.trim() === ""} loading={retire.isPending} onClick={ask}>
        停用这个来源
      </Button>
      {retire.isError && <Problem error={retire.error} />}
    </div>
  );
}
