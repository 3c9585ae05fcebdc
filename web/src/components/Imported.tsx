import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { retireSource } from "../api/actions";
import type { ImportAnswer } from "../api/model";
import { count } from "../lib/format";
import { Problem } from "./Problem";

type Props = { answer: ImportAnswer; what?: string; onUndone: () => void };

/** An import that was done, and the way back: its source is taken out of use, nothing is deleted. */
export function Imported({ answer, what = "行", onUndone }: Props) {
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: (id: string) => retireSource(id, "网页上撤销导入"),
    onSuccess: () => client.invalidateQueries(),
  });
  const { source } = answer;
  const title = undo.isSuccess
    ? `已撤销：来源 ${source ?? ""} 停用，不再算进任何结果`
    : answer.already_imported
      ? "同一个文件以前已经导入过，没有任何改变"
      : source === null
        ? "没有一行可用，什么也没有导入"
        : `已导入 ${count(answer.rows_in)} ${what}，来源编号 ${source}`;
  return (
    <>
      <Alert
        className="above"
        type={undo.isSuccess ? "info" : source === null && !answer.already_imported ? "warning" : "success"}
        showIcon
        title={title}
        action={
          undo.isSuccess ? (
            <Button onClick={onUndone}>再来一次</Button>
          ) : (
            source !== null &&
            !answer.already_imported && (
              <Button loading={undo.isPending} onClick={() => undo.mutate(source)}>
                撤销导入
              </Button>
            )
          )
        }
      />
      {undo.isError && <Problem error={undo.error} />}
    </>
  );
}
