import { Alert, Button } from "antd";
import { explain } from "../api/problem";

type Props = { error: unknown; onRetry?: (() => void) | undefined };

/** What went wrong, where, and what to do about it. */
export function Problem({ error, onRetry }: Props) {
  const { message, hint, where, details } = explain(error);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={where ? `${message}（${where}）` : message}
      description={
        <>
          {hint && <p>{hint}</p>}
          {details.length > 0 && (
            <ul className="problem-details">
              {details.map((detail, index) => (
                <li key={index}>
                  {detail.line !== null && (
                    <span className="num">
                      第 {detail.line} 行{detail.column !== null && ` 第 ${detail.column} 列`}：
                    </span>
                  )}
                  {detail.message}
                </li>
              ))}
            </ul>
          )}
        </>
      }
      action={onRetry && <Button onClick={onRetry}>重试</Button>}
    />
  );
}
