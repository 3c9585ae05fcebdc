import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import type { KeyboardEvent } from "react";
import { useEffect, useRef, useState } from "react";
import { retireSource } from "../../api/actions";
import type { Schemas } from "../../api/model";
import type { Verdict } from "../../api/quality";
import { decideIdentity } from "../../api/quality";
import { Problem } from "../../components/Problem";
import { count } from "../../lib/format";
import { chance, pairKey } from "../../lib/pairs";
import { PairView } from "./PairView";

type Props = { kind: string; found: Schemas["Duplicates"]; may: boolean; onAgain: () => void };
type Done = { key: string; at: number; verdict: Verdict; source: string };

const KEYS = "J 下一对　K 上一对　Y 是同一个　N 不是　U 撤销上一个决定";

/** Pair after pair by hand or by keys; every decision can be taken back. */
export function Review({ kind, found: { pairs, total }, may, onAgain }: Props) {
  const [at, setAt] = useState(0);
  const [done, setDone] = useState<readonly Done[]>([]);
  // Which of the two stays, once the pair has been looked at closely.
  const [keep, setKeep] = useState<"left" | "right">("left");
  const panel = useRef<HTMLDivElement>(null);
  const client = useQueryClient();
  // Anything computed may be otherwise now; this list stays, so that its order does not change under the reader's hand.
  const stale = () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "duplicates", refetchType: "none" });
  const pair = pairs[at];
  const key = pair ? pairKey(pair) : "";
  const decided = done.find((one) => one.key === key);
  const move = (by: number) => setAt((before) => Math.min(pairs.length - 1, Math.max(0, before + by)));

  const decide = useMutation({
    mutationFn: async (verdict: Verdict) => {
      if (!pair) throw new Error("没有选中的一对");
      const [stays, goes] = keep === "left" ? [pair.left, pair.right] : [pair.right, pair.left];
      const reason = `网页复核，概率 ${chance(pair.probability)}`;
      const stored = await decideIdentity(kind, { subject: goes.id ?? goes.name, verdict, object: stays.id ?? stays.name, reason });
      return { key, at, verdict, source: stored.source };
    },
    onSuccess: (one) => {
      setDone((before) => [...before, one]);
      void stale();
      move(1);
    },
  });
  const undo = useMutation({
    mutationFn: async (one: Done) => {
      await retireSource(one.source, "网页复核时撤销");
      return one;
    },
    onSuccess: (one) => {
      setDone((before) => before.filter((other) => other !== one));
      void stale();
      setAt(one.at);
    },
  });
  const busy = decide.isPending || undo.isPending;
  const say = (verdict: Verdict) => {
    if (may && !busy && !decided) decide.mutate(verdict);
  };
  const takeBack = () => {
    const last = done.at(-1);
    if (may && !busy && last) undo.mutate(last);
  };
  // The keys belong to this panel, not to the page: elsewhere a letter is a letter.
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return;
    const act = { j: () => move(1), k: () => move(-1), y: () => say("同一主体"), n: () => say("不是同一主体"), u: takeBack }[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  };
  useEffect(() => {
    panel.current?.focus({ preventScroll: true });
  }, [at]);
  if (!pair) return null;
  return (
    <div ref={panel} className="review" tabIndex={-1} role="group" aria-label="逐对复核" aria-keyshortcuts="J K Y N U" onKeyDown={onKey}>
      <div className="review-bar">
        <p role="status">
          第 <b className="num">{at + 1}</b> 对，共 {count(pairs.length)} 对；已定 <b className="num">{count(done.length)}</b> 对
          {total > pairs.length && <span className="quiet">（全部 {count(total)} 对，先看最可能的）</span>}
        </p>
        <progress max={pairs.length} value={done.length} aria-label={`已定 ${done.length} 对，共 ${pairs.length} 对`} />
      </div>
      <div className="review-actions">
        <Button onClick={() => move(-1)} disabled={at === 0}>
          上一对 <kbd>K</kbd>
        </Button>
        <Button onClick={() => move(1)} disabled={at === pairs.length - 1}>
          下一对 <kbd>J</kbd>
        </Button>
        {may && (
          <>
            <Button type="primary" onClick={() => say("同一主体")} disabled={decided !== undefined} loading={decide.isPending && decide.variables === "同一主体"}>
              是同一个 <kbd>Y</kbd>
            </Button>
            <Button onClick={() => say("不是同一主体")} disabled={decided !== undefined} loading={decide.isPending && decide.variables === "不是同一主体"}>
              不是 <kbd>N</kbd>
            </Button>
            <Button onClick={takeBack} disabled={done.length === 0} loading={undo.isPending}>
              撤销上一个 <kbd>U</kbd>
            </Button>
          </>
        )}
        {done.length > 0 && (
          <Button type="link" onClick={onAgain}>
            按新的决定重新找
          </Button>
        )}
      </div>
      {!may && <p className="quiet">做决定需要本区域工作人员的身份；您可以查看。</p>}
      {(decide.isError || undo.isError) && <Problem error={decide.error ?? undo.error} placed={false} />}
      {decided && <p className="review-verdict">已定：{decided.verdict}。按 U 或“撤销上一个”收回最近的决定。</p>}
      <PairView key={key} kind={kind} pair={pair} keep={keep} onKeep={setKeep} />
      <p className="quiet small">{KEYS}（焦点在这一栏里时有效）</p>
    </div>
  );
}
