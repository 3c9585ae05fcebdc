import { DownloadOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import type { WriteOrder } from "../../api/reports";
import { writeReport } from "../../api/reports";
import { Problem } from "../../components/Problem";
import { download } from "../../lib/download";
import { bytes } from "../../lib/format";

type Props = { order: WriteOrder; name: string; missing: string };

/** Asks for the document, says how long it has been at it, saves the file; a refusal says what to do. */
export function Writing({ order, name, missing }: Props) {
  const stop = useRef<AbortController>(null);
  const write = useMutation({
    mutationFn: (wanted: WriteOrder) => {
      stop.current = new AbortController();
      return writeReport(wanted, stop.current.signal);
    },
    onSuccess: (blob, wanted) => download(blob, `${name}.${wanted.format}`),
  });
  const seconds = useSeconds(write.isPending);
  const stopped = write.error instanceof DOMException && write.error.name === "AbortError";
  return (
    <>
      <div className="form-actions">
        <Button type="primary" icon={<DownloadOutlined aria-hidden />} loading={write.isPending} disabled={missing !== ""} onClick={() => write.mutate(order)}>
          写成 {order.format.toUpperCase()}
        </Button>
        {write.isPending && <Button onClick={() => stop.current?.abort()}>不写了</Button>}
        <span className="quiet" role="status">
          {write.isPending
            ? `正在算数、排版，已 ${seconds} 秒`
            : missing !== ""
              ? `请先${missing}`
              : write.data && `已写好并下载：${name}.${write.variables.format}，${bytes(write.data.size)}`}
          {stopped && "已停下，没有写出文件"}
        </span>
      </div>
      {write.isError && !stopped && (
        <div className="result">
          <Problem error={write.error} placed={false} />
        </div>
      )}
    </>
  );
}

function useSeconds(running: boolean): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (!running) return;
    setSeconds(0);
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return seconds;
}
